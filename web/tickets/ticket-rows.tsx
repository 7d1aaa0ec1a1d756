import { Link } from '@tanstack/react-router'
import type { Ticket, TicketStatus } from '../../src/contract/tickets.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { ClockChip } from './clock-chip.tsx'
import { MoveSelect } from './move-select.tsx'
import { TicketMarks } from './ticket-marks.tsx'
import { useTicketWords } from './words.ts'

type TicketRowsProps = {
  tickets: readonly Ticket[]
  chosen: ReadonlySet<string>
  onChoose: ((id: string, chosen: boolean) => void) | null
  onMove: (ticket: Ticket, status: TicketStatus) => void
}

/** Tickets one below the other. */
export function TicketRows({ tickets, chosen, onChoose, onMove }: TicketRowsProps) {
  const say = useSay()
  const format = useFormat()
  const words = useTicketWords()
  return (
    <ul
      aria-label={say('tickets.list')}
      className="relative min-h-0 flex-1 overflow-y-auto low:min-h-44 low:shrink-0"
    >
      {tickets.map((ticket) => (
        <li
          key={ticket.id}
          className={`flex items-center gap-x-3 border-line border-b px-4 py-2 hover:bg-hover max-sm:grid ${onChoose === null ? 'max-sm:grid-cols-[1fr_auto]' : 'max-sm:grid-cols-[auto_1fr_auto]'}`}
        >
          {onChoose !== null && (
            <input
              type="checkbox"
              aria-label={say('tickets.choose', { number: ticket.number })}
              checked={chosen.has(ticket.id)}
              onChange={({ target }) => onChoose(ticket.id, target.checked)}
              className="size-3.5 shrink-0 accent-accent pointer-coarse:size-6"
            />
          )}
          <span className="figures w-10 shrink-0 text-ink-3 text-xs max-sm:hidden">
            {say('ticket.number', { number: ticket.number })}
          </span>
          <div className="min-w-0 flex-1">
            <Link
              to="/tickets/$ticketId"
              params={{ ticketId: ticket.id }}
              search={(was) => was}
              className="block truncate font-medium hover:text-accent hover:underline"
            >
              {words.title(ticket)}
            </Link>
            <p className="truncate text-ink-3 text-xs">
              <span className="figures sm:hidden">{say('ticket.number', { number: ticket.number })} · </span>
              {[
                ticket.customer && format.address(ticket.customer.name ?? say('common.nameless')),
                words.category(ticket.category),
                ticket.assignee?.name,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <TicketMarks ticket={ticket} />
          <div
            className={`flex shrink-0 items-center justify-end gap-3 max-sm:col-span-2 max-sm:justify-between ${onChoose === null ? '' : 'max-sm:col-start-2'}`}
          >
            <ClockChip ticket={ticket} />
            <MoveSelect
              label={say('ticket.move.of', { number: ticket.number })}
              ticketId={ticket.id}
              status={ticket.status}
              moves={onChoose === null ? [] : ticket.moves}
              onMove={(status) => onMove(ticket, status)}
              className="w-36 min-w-0 border-transparent bg-transparent hover:border-edge max-sm:-mr-1.5 max-sm:w-auto max-sm:shrink"
            />
          </div>
        </li>
      ))}
    </ul>
  )
}
