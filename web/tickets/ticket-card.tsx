import { Link } from '@tanstack/react-router'
import type { Ticket, TicketStatus } from '../../src/contract/tickets.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { ClockChip } from './clock-chip.tsx'
import { MoveButton } from './move-button.tsx'
import { TicketMarks } from './ticket-marks.tsx'
import { useTicketWords } from './words.ts'

type TicketCardProps = {
  ticket: Ticket
  chosen: boolean
  onChoose: ((chosen: boolean) => void) | null
  onMove: (status: TicketStatus) => void
  onDrag: (ticket: Ticket | null) => void
}

/** A ticket on the board: it can be dragged to another column, or moved by its list of places. */
export function TicketCard({ ticket, chosen, onChoose, onMove, onDrag }: TicketCardProps) {
  const say = useSay()
  const format = useFormat()
  const words = useTicketWords()
  const { number, customer, assignee } = ticket
  const mayMove = onChoose !== null
  return (
    <li
      draggable={mayMove}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', ticket.id)
        onDrag(ticket)
      }}
      onDragEnd={() => onDrag(null)}
      className={`flex flex-col gap-1.5 rounded-md border bg-raised p-2.5 shadow-sm ${chosen ? 'border-accent' : 'border-line'} ${mayMove ? 'cursor-grab active:cursor-grabbing' : ''}`}
    >
      <div className="flex items-center gap-2">
        {onChoose !== null && (
          <input
            type="checkbox"
            aria-label={say('tickets.choose', { number })}
            checked={chosen}
            onChange={({ target }) => onChoose(target.checked)}
            className="size-3.5 accent-accent pointer-coarse:size-6"
          />
        )}
        <span className="figures text-ink-3 text-xs">{say('ticket.number', { number })}</span>
        <span className="flex-1" />
        <TicketMarks ticket={ticket} />
      </div>
      <Link
        to="/tickets/$ticketId"
        params={{ ticketId: ticket.id }}
        search={(was) => was}
        draggable={false}
        className="line-clamp-2 font-medium text-sm [overflow-wrap:anywhere] hover:text-accent hover:underline"
      >
        {words.title(ticket)}
      </Link>
      <p className="truncate text-ink-3 text-xs">
        {[
          customer && format.address(customer.name ?? say('common.nameless')),
          assignee?.name,
          words.category(ticket.category),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="-mr-1.5 -mb-1 flex items-center justify-between gap-2">
        <ClockChip ticket={ticket} />
        {mayMove && (
          <MoveButton
            label={say('ticket.move.of', { number })}
            ticketId={ticket.id}
            moves={ticket.moves}
            onMove={onMove}
          />
        )}
      </div>
    </li>
  )
}
