import { Siren } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'

/** How many emergencies are open, in the head of the inbox. */
export function HazardCount({ n }: { n: number }) {
  return (
    <span className="flex h-5 shrink-0 items-center gap-1 rounded-sm bg-emergency-soft px-1.5 font-semibold text-2xs text-emergency">
      <Siren aria-hidden className="size-3" strokeWidth={2.4} />
      {useSay()('count.emergencies', { n })}
    </span>
  )
}
