import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Event } from '../events/events.ts'
import type { Db } from '../store/store.ts'
import { type Cause, NEWS_MS } from './cause.ts'

type Row = {
  id: Id
  assigneeId: Id | null
  question: string | null
  version: number
  openedAt: Date
  /** When the other side last called it off or complained; null where it did not. */
  saidAt: Date | null
}

/** What happened to tickets by an event, of which people are told; merged ones speak by the one that stands for them. */
export async function ticketNews(db: Db, event: Event): Promise<Cause[]> {
  const ids = event.ids.filter((id) => event.kind === 'ticket.added' || event.changes?.[id] !== undefined)
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    select t.id, t.assignee_id, t.question, t.version, t.opened_at, (
      select max(m.at) from ticket_conversation l join message m on m.tenant_id = l.tenant_id and m.id = l.message_id
      where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.unlinked_at is null and l.role in ('cancellation', 'complaint')) as said_at
    from ticket t where t.id = any(${ids}::uuid[]) and t.merged_into is null order by t.id`.execute(db)
  return rows.flatMap((ticket) => causesOf(event, ticket))
}

function causesOf(event: Event, ticket: Row): Cause[] {
  const changes = event.changes?.[ticket.id]
  const told = (kind: Cause['kind'], personId: Id | null, about: Cause['about'] = {}): Cause => ({
    ...{
      kind,
      cause: `${kind}/${ticket.id}`,
      turn: Number(changes?.version?.[1] ?? ticket.version),
      at: event.at,
    },
    ...{ subject: { kind: 'ticket', id: ticket.id }, about, actor: event.actor, personId },
  })
  if (changes === undefined) {
    const isNew = event.at.getTime() - ticket.openedAt.getTime() < NEWS_MS // not one that was brought along
    return ticket.assigneeId !== null && isNew ? [told('ticket_given', ticket.assigneeId)] : []
  }
  const given = changes.assignee_id?.[1]
  if (given !== undefined && given !== null)
    return given === ticket.assigneeId ? [told('ticket_given', ticket.assigneeId)] : []
  const [from, to] = (changes.status ?? []) as string[]
  const question = changes.question?.[1]
  const isAsked = question !== null && question === ticket.question
  const byItself = event.actor === 'system'
  const calledOff = (to === 'cancelled' && byItself) || (isAsked && question === 'maybe_cancelled')
  const isBack = (to === 'reopened' && byItself) || (isAsked && question === 'maybe_not_solved')
  if (calledOff || isBack) {
    const isNew = event.at.getTime() - (ticket.saidAt ?? event.at).getTime() < NEWS_MS
    const kind = calledOff ? 'ticket_called_off' : 'ticket_reopened'
    return isNew
      ? [told(kind, ticket.assigneeId, { question: to === undefined ? String(question) : null })]
      : []
  }
  // That an answer makes a new ticket an open one is no news to anybody.
  if (
    from === undefined ||
    to === undefined ||
    changes.responded_at !== undefined ||
    ticket.assigneeId === null
  )
    return []
  return [told('ticket_changed', ticket.assigneeId, { from, to })]
}
