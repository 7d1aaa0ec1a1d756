import { Siren } from 'lucide-react'
import { isKey, useSay } from '../i18n/i18n.tsx'

/** The one red thing: a danger told of and not yet over. */
export function HazardBadge({ hazard }: { hazard: string }) {
  const say = useSay()
  const key = `hazard.${hazard}`
  const name = say(isKey(key) ? key : 'hazard.other')
  return (
    <span
      title={say('hazard.label', { hazard: name })}
      className="inline-flex h-5 shrink-0 items-center gap-1 rounded-sm bg-emergency-soft px-1.5 font-semibold text-2xs text-emergency"
    >
      <Siren aria-hidden className="size-3" strokeWidth={2.4} />
      <span className="sr-only">{say('hazard.label', { hazard: '' })}</span>
      {name}
    </span>
  )
}
