import { type ReactNode, useState } from 'react'
import type { Ticket, TicketStatus } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { TicketCard } from './ticket-card.tsx'

/** Columns of the board: what stands in each, and where a card goes that is put there. */
const columns = [
  { key: 'tickets.column.new', of: ['new', 'reopened'], to: null },
  { key: 'ticket.status.open', of: ['open'], to: 'open' },
  { key: 'ticket.status.scheduled', of: ['scheduled'], to: 'scheduled' },
  { key: 'ticket.status.in_progress', of: ['in_progress'], to: 'in_progress' },
  { key: 'ticket.status.waiting_customer', of: ['waiting_customer'], to: 'waiting_customer' },
  { key: 'tickets.column.done', of: ['resolved', 'closed', 'cancelled'], to: 'resolved' },
] as const satisfies readonly { key: string; of: readonly TicketStatus[]; to: TicketStatus | null }[]

type BoardProps = {
  tickets: readonly Ticket[]
  chosen: ReadonlySet<string>
  onChoose: ((id: string, chosen: boolean) => void) | null
  onMove: (ticket: Ticket, status: TicketStatus) => void
  /** What stands in the last column while its tickets have not come; null when they have. */
  doneMeanwhile: ReactNode
}

/** Tickets in columns by where they stand; what may not follow takes no card. */
export function Board({ tickets, chosen, onChoose, onMove, doneMeanwhile }: BoardProps) {
  const say = useSay()
  const [dragged, setDragged] = useState<Ticket | null>(null)
  return (
    <section
      aria-label={say('tickets.board')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
      tabIndex={0}
      className="relative flex min-h-0 flex-1 low:min-h-52 low:shrink-0 snap-x snap-mandatory gap-3 overflow-x-auto p-3 md:snap-none"
    >
      {columns.map(({ key, of, to }) => {
        const here = tickets.filter(({ status }) => (of as readonly TicketStatus[]).includes(status))
        const meanwhile = key === 'tickets.column.done' ? doneMeanwhile : null
        const takes = dragged !== null && to !== null && dragged.moves.includes(to)
        return (
          <section
            key={key}
            aria-label={meanwhile === null ? `${say(key)}: ${here.length}` : say(key)}
            onDragOver={(event) => {
              if (!takes) return
              event.preventDefault()
              event.dataTransfer.dropEffect = 'move'
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged !== null && to !== null && takes) onMove(dragged, to)
              setDragged(null)
            }}
            className={`flex min-h-0 w-[84vw] shrink-0 snap-center flex-col rounded-lg bg-desk p-2 sm:w-64 xl:w-auto xl:min-w-52 xl:flex-1 ${takes ? 'outline-2 outline-accent outline-dashed' : ''} ${dragged !== null && !takes && to !== null ? 'opacity-60' : ''}`}
          >
            <h2 className="flex items-baseline gap-2 px-1 pb-2 font-medium text-sm">
              {say(key)}
              {meanwhile === null && <span className="figures text-ink-3 text-xs">{here.length}</span>}
            </h2>
            {meanwhile}
            {meanwhile === null && here.length === 0 && (
              <p className="px-1 text-ink-3 text-xs">{say('tickets.column.empty')}</p>
            )}
            <ul className="relative flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto">
              {here.map((ticket) => (
                <TicketCard
                  key={ticket.id}
                  ticket={ticket}
                  chosen={chosen.has(ticket.id)}
                  onChoose={onChoose && ((isChosen) => onChoose(ticket.id, isChosen))}
                  onMove={(status) => onMove(ticket, status)}
                  onDrag={setDragged}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}
