import { Siren } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'
import { useInWords } from './words.ts'

/** The one red thing: an emergency, named by its danger where there is one told of and not yet over. */
export function HazardBadge({ hazard }: { hazard: string | null }) {
  const say = useSay()
  const inWords = useInWords()
  const name = hazard === null ? say('urgency.emergency') : inWords.hazard(hazard)
  return (
    <span
      title={hazard === null ? name : say('hazard.label', { hazard: name })}
      className="inline-flex h-5 shrink-0 whitespace-nowrap items-center gap-1 rounded-sm bg-emergency-soft px-1.5 font-semibold text-2xs text-emergency"
    >
      <Siren aria-hidden className="size-3" strokeWidth={2.4} />
      {hazard !== null && <span className="sr-only">{say('hazard.label', { hazard: '' })}</span>}
      {name}
    </span>
  )
}
