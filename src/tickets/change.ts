import type { Updateable } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { isDone, type TicketPriority, type TicketStatus, ticketMoves } from '../contract/tickets.ts'
import type { TimeWindow } from '../contract/understanding.ts'
import type { Tables, Tx } from '../store/store.ts'
import { type By, beginAct } from './act.ts'
import { readCalendar } from './clock/hours.ts'
import { dueFrom, pausedFor } from './clock/targets.ts'
import type { WorkCalendar } from './clock/working-time.ts'
import { refuseForeignProperty } from './open.ts'
import { standingTicket, type TicketRow } from './standing.ts'

/** What of a ticket can be changed; what is not named stays. */
export type TicketChange = {
  title?: string | null | undefined
  place?: string | null | undefined
  wanted?: TimeWindow | null | undefined
  category?: string | undefined
  priority?: TicketPriority | undefined
  status?: TicketStatus | undefined
  propertyId?: Id | null | undefined
  assigneeId?: Id | null | undefined
  /** null: the danger is over. */
  hazard?: 'gas' | 'carbon_monoxide' | null | undefined
  /** null: nothing is to be decided. */
  question?: 'maybe_cancelled' | 'maybe_not_solved' | null | undefined
}

/**
 * Changes a ticket. `base` is the version that the change was made from: when others have changed the same of it since,
 * it is refused with `ticket_changed`, which names what. Refuses as well with `move_not_allowed`, `hazard_is_emergency`,
 * `property_elsewhere`, `ticket_not_found`, `ticket_merged`. A change to what is so already changes nothing.
 */
export async function changeTicket(
  tx: Tx,
  input: By & {
    id: Id
    base?: number | undefined
    change: TicketChange
    note?: Record<string, unknown> | undefined
    /** Of an act that has begun, of which this is a part. */
    changeId?: Id | undefined
  },
): Promise<{ changeId: Id; ticket: TicketRow }> {
  const { clock, actor, id } = input
  const { changeId, at } = await beginAct(tx, { clock, actor, note: input.note, changeId: input.changeId })
  const ticket = await standingTicket(tx, id)
  const change = differing(ticket, input.change)
  if (input.base !== undefined && input.base !== ticket.version)
    await refuseStale(tx, { id, base: input.base, fields: Object.keys(input.change) })
  const { wanted, ...plain } = change
  const set: Updateable<Tables['ticket']> = {
    ...plain,
    ...(wanted === undefined ? {} : { wanted: JSON.stringify(wanted) }),
    ...whatFollows(ticket, { change, at, hours: await readCalendar(tx) }),
  }
  if (change.propertyId !== undefined) await refuseForeignProperty(tx, { ...ticket, ...change })
  if (Object.keys(set).length === 0) return { changeId, ticket }
  await tx.updateTable('ticket').set(set).where('id', '=', id).execute()
  return { changeId, ticket: await standingTicket(tx, id) }
}

/** What of the change is not so already. */
function differing(ticket: TicketRow, change: TicketChange): TicketChange {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([field, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(ticket[field as keyof TicketChange]),
    ),
  )
}

/** What a change brings with it: clocks, and an answer to what was to be decided. Refuses what is not allowed. */
function whatFollows(
  ticket: TicketRow,
  { change, at, hours }: { change: TicketChange; at: Date; hours: WorkCalendar },
): Updateable<Tables['ticket']> {
  const hazard = change.hazard === undefined ? ticket.hazard : change.hazard
  const priority = change.priority ?? (hazard === null ? ticket.priority : 'emergency')
  if (hazard !== null && priority !== 'emergency')
    throw new Refusal(
      'hazard_is_emergency',
      'A danger to life was told of, so this ticket stays an emergency.',
      'When the danger is over, say so on the ticket; then its priority can be changed.',
      { status: 409 },
    )
  const set: Updateable<Tables['ticket']> = priority === ticket.priority ? {} : { priority }
  const status = change.status ?? ticket.status
  if (status !== ticket.status && !ticketMoves[ticket.status].includes(status))
    throw new Refusal(
      'move_not_allowed',
      `A ticket does not go from ${ticket.status} to ${status}.`,
      `From there it can go to: ${ticketMoves[ticket.status].join(', ')}.`,
      { status: 409 },
    )
  if (status !== ticket.status && change.question === undefined && ticket.question !== null)
    set.question = null
  let from = ticket.clockFrom
  let pausedMs = Number(ticket.pausedMs)
  if (isDone(ticket.status) && !isDone(status)) {
    from = at
    pausedMs = 0
    Object.assign(set, { clockFrom: from, pausedMs, pausedAt: null, respondedAt: null })
  } else if (ticket.pausedAt !== null && status !== 'waiting_customer') {
    pausedMs += pausedFor(hours, {
      priority: ticket.priority,
      pausedAtMs: ticket.pausedAt.getTime(),
      nowMs: at.getTime(),
    })
    Object.assign(set, { pausedMs, pausedAt: null })
  }
  if (from !== ticket.clockFrom || pausedMs !== Number(ticket.pausedMs) || set.priority !== undefined) {
    const due = dueFrom(hours, { priority, fromMs: from.getTime(), pausedMs })
    Object.assign(set, { respondBy: new Date(due.respondByMs), solveBy: new Date(due.solveByMs) })
  }
  return set
}

/** Columns by the names that people's changes have for them. */
const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Refuses a change of what others have changed since `base`. */
async function refuseStale(
  tx: Tx,
  { id, base, fields }: { id: Id; base: number; fields: readonly string[] },
): Promise<void> {
  const later = await tx
    .selectFrom('ticketActivity')
    .select('after')
    .where('ticketId', '=', id)
    .where('kind', '=', 'changed')
    .where('version', '>', base)
    .execute()
  const columns = fields.map(snake)
  const changed = [...new Set(later.flatMap(({ after }) => Object.keys((after ?? {}) as object)))].filter(
    (column) => columns.includes(column),
  )
  if (changed.length === 0) return
  throw new Refusal(
    'ticket_changed',
    `Somebody else has changed this of the ticket meanwhile: ${changed.join(', ')}.`,
    'Reload the ticket, look at what it says now, and make your change again if it still holds.',
    { status: 409 },
  )
}
