import { Clock, Hourglass, Pause } from 'lucide-react'
import type { Ticket } from '../../src/contract/tickets.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { useNow } from '../parts/use-now.ts'

type Clocks = Pick<Ticket, 'respondBy' | 'solveBy' | 'respondedAt' | 'solvedAt' | 'pausedAt'>

/** What is due next of a ticket: the first answer, while there is none, else the work. It has colour only when it is overdue. */
export function ClockChip({ ticket }: { ticket: Clocks }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  if (ticket.solvedAt !== null)
    return (
      <span className="text-ink-3 text-xs">
        {say('clock.done', { time: format.brief(ticket.solvedAt, now) })}
      </span>
    )
  if (ticket.pausedAt !== null)
    return (
      <span className="inline-flex items-center gap-1 text-ink-3 text-xs">
        <Pause aria-hidden className="size-3" />
        {say('clock.paused')}
      </span>
    )
  const due = dueOf(ticket)
  const leftMs = Date.parse(due.at) - now
  const isOver = leftMs < 0
  const Icon = isOver ? Hourglass : Clock
  return (
    <span
      title={format.full(due.at)}
      className={`figures inline-flex shrink-0 items-center gap-1 whitespace-nowrap rounded-sm text-xs ${isOver ? 'bg-caution-soft px-1 font-medium text-caution' : 'text-ink-3'}`}
    >
      <Icon aria-hidden className="size-3 shrink-0" />
      {say(isOver ? 'clock.over' : 'clock.dueIn', {
        what: say(`clock.${due.what}`),
        span: format.span(Math.abs(leftMs)),
      })}
    </span>
  )
}

/** The next thing that is due. */
function dueOf({ respondBy, solveBy, respondedAt }: Clocks): { what: 'respond' | 'solve'; at: string } {
  return respondedAt === null && respondBy <= solveBy
    ? { what: 'respond', at: respondBy }
    : { what: 'solve', at: solveBy }
}
