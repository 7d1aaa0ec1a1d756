import { Link } from '@tanstack/react-router'
import { Siren } from 'lucide-react'
import type { ConversationCounts } from '../../src/contract/conversations.ts'
import { useSay } from '../i18n/i18n.tsx'

/** How many emergencies are open, in the head of the inbox; leads to them. */
export function HazardCount({ counts: { emergency, hazards } }: { counts: ConversationCounts }) {
  const say = useSay()
  const n = Math.max(emergency, hazards)
  if (n === 0) return null
  return (
    <Link
      to="/inbox"
      search={emergency >= hazards ? { urgency: 'emergency' } : { danger: true }}
      className="flex h-6 shrink-0 items-center gap-1 rounded-sm bg-emergency-soft px-1.5 font-semibold text-2xs text-emergency hover:underline pointer-coarse:h-8"
    >
      <Siren aria-hidden className="size-3" strokeWidth={2.4} />
      {say('count.emergencies', { n })}
    </Link>
  )
}
