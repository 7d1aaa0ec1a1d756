import { Link } from '@tanstack/react-router'
import type { TicketBrief } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { TicketMarks } from './ticket-marks.tsx'
import { useTicketWords } from './words.ts'

/** Tickets beside something else, each with where it stands. */
export function TicketLinks({ tickets }: { tickets: readonly TicketBrief[] }) {
  const say = useSay()
  const words = useTicketWords()
  return (
    <ul className="flex flex-col gap-1">
      {tickets.map((ticket) => (
        <li key={ticket.id} className="flex min-h-7 items-center gap-2 text-sm pointer-coarse:min-h-10">
          <Link
            to="/tickets/$ticketId"
            params={{ ticketId: ticket.id }}
            className="min-w-0 flex-1 truncate hover:text-accent hover:underline"
          >
            <span className="figures text-ink-3">{say('ticket.number', { number: ticket.number })}</span>{' '}
            {words.title(ticket)}
          </Link>
          <TicketMarks ticket={ticket} />
          <span className="shrink-0 text-ink-2 text-xs">{say(`ticket.status.${ticket.status}`)}</span>
        </li>
      ))}
    </ul>
  )
}
