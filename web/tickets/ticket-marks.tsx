import { CircleHelp } from 'lucide-react'
import type { TicketBrief } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { HazardBadge } from '../understanding/hazard-badge.tsx'
import { UrgencyMark } from '../understanding/urgency-mark.tsx'

/** How pressing a ticket is, whether it tells of danger, and whether a person should decide something. */
export function TicketMarks({ ticket }: { ticket: TicketBrief }) {
  const say = useSay()
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5">
      {ticket.hazard !== null ? (
        <HazardBadge hazard={ticket.hazard} />
      ) : (
        <span title={say(`urgency.${ticket.priority}`)} className="inline-flex items-center">
          <UrgencyMark urgency={ticket.priority} />
          <span className="sr-only">{say(`urgency.${ticket.priority}`)}</span>
        </span>
      )}
      {ticket.question !== null && (
        <span
          title={say(`question.${ticket.question}`)}
          className="inline-flex items-center gap-1 rounded-sm bg-accent-soft px-1 text-2xs text-accent-strong"
        >
          <CircleHelp aria-hidden className="size-3" />
          {say('question.mark')}
        </span>
      )}
    </span>
  )
}
