import { sql } from 'kysely'
import { type Id, isId } from '../../base/ids.ts'
import { decodeCursor, encodeCursor, type Page } from '../../base/page.ts'
import { Refusal } from '../../base/refusal.ts'
import type { TimelineEntry, TimelineKind, TimelineMessage, TimelineTicket } from '../../contract/timeline.ts'
import type { Db } from '../../store/store.ts'

/** Which part of a customer's time-line. */
export type TimelineQuery = {
  customerId: Id
  kind?: TimelineKind | undefined
  cursor?: string | undefined
  limit: number
}

const PREVIEW_CHARACTERS = 280
const CALLS = ['placed', 'received', 'missed', 'recorded']

/**
 * All that happened between the firm and a customer, newest first: what was said or tried by any channel, and the turns that
 * tickets took, of those merged into the customer as well. Of one instant, tickets come before messages. Nothing for a customer
 * who is not there.
 */
export async function readTimeline(db: Db, query: TimelineQuery): Promise<Page<TimelineEntry>> {
  const before = query.cursor === undefined ? undefined : placeIn(query.cursor)
  const messages = query.kind === 'ticket' ? [] : await findMessages(db, query, before)
  const tickets =
    query.kind === undefined || query.kind === 'ticket' ? await findTurns(db, query, before) : []
  const found = [...tickets, ...messages].sort((a, b) => b.at.localeCompare(a.at)) // stable: tickets first
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return { items, next: found.length > items.length && last !== undefined ? cursorAfter(last) : null }
}

/** Where a page ended: at a message, or at a line of a ticket's activity. */
type Place = { atSeconds: number; id: Id; seq: number | null }

function cursorAfter(entry: TimelineEntry): string {
  const at = Date.parse(entry.at)
  return entry.what === 'ticket'
    ? encodeCursor([at, entry.ticket.id, entry.seq])
    : encodeCursor([at, entry.id, null])
}

/** Within what both JavaScript and PostgreSQL call a date. */
const DATE_MS_MAX = 8e13

function placeIn(cursor: string): Place {
  const [atMs, id, seq] = decodeCursor(cursor, 3)
  const isSeq = seq === null || Number.isInteger(seq)
  if (
    typeof atMs === 'number' &&
    Math.abs(atMs) <= DATE_MS_MAX &&
    typeof id === 'string' &&
    isId(id) &&
    isSeq
  )
    return { atSeconds: atMs / 1000, id, seq: seq as number | null }
  throw new Refusal(
    'bad_cursor',
    'The page cursor is not one this list gave out.',
    'Ask for the first page again, without a cursor.',
  )
}

/** Of each set of people with the customer among them, the newest: an index has each in order. */
async function findMessages(db: Db, { customerId, kind, limit }: TimelineQuery, before?: Place) {
  const kinds = kind === undefined ? null : kind === 'call' ? CALLS : [kind]
  const older =
    before === undefined
      ? sql``
      : before.seq === null
        ? sql`and (m.at, m.id) < (to_timestamp(${before.atSeconds}::float8), ${before.id}::uuid)`
        : sql`and m.at <= to_timestamp(${before.atSeconds}::float8)`
  const { rows } = await sql<Omit<TimelineMessage, 'what' | 'at'> & { at: Date }>`
    select m.id, m.at, m.conversation_id, m.kind, m.channel, m.direction, m.subject, m.duration_seconds,
      left(regexp_replace(case when m.body = '' then coalesce(m.transcript, '') else m.body end, '\\s+', ' ', 'g'), ${PREVIEW_CHARACTERS}) as preview,
      (select count(*)::int from attachment a where a.tenant_id = m.tenant_id and a.message_id = m.id) as attachments
    from (select distinct p.participants_id from participant p
      join contact_point c on c.tenant_id = p.tenant_id and c.id = p.contact_point_id
      where c.customer_id = ${customerId}) with_them
    cross join lateral (
      select m.*, e.conversation_id from message m
      join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
      where m.participants_id = with_them.participants_id and m.kind <> 'step'
        and (${kinds}::text[] is null or m.kind = any(${kinds}::text[])) ${older}
      order by m.at desc, m.id desc limit ${limit + 1}) m
    order by m.at desc, m.id desc limit ${limit + 1}`.execute(db)
  return rows.map((row): TimelineMessage => ({ what: 'message', ...row, at: row.at.toISOString() }))
}

type Turn = Omit<TimelineTicket, 'what' | 'at' | 'ticket'> & TimelineTicket['ticket'] & { at: Date }

/** A ticket was opened when its cause was said, also where that was imported years later; what was taken back did not happen. */
async function findTurns(db: Db, { customerId, limit }: TimelineQuery, before?: Place) {
  const older =
    before === undefined
      ? sql``
      : before.seq === null
        ? sql`where at < to_timestamp(${before.atSeconds}::float8)`
        : sql`where (at, id, seq) < (to_timestamp(${before.atSeconds}::float8), ${before.id}::uuid, ${before.seq}::int)`
  const { rows } = await sql<Turn>`
    with recursive family as (
      select id from customer where id = ${customerId}
      union all select c.id from customer c join family f on c.merged_into = f.id),
    turn as (
      select t.id, t.number, t.title, t.category, t.priority, t.hazard, t.status, t.question, t.version, a.seq, a.actor,
        case when a.kind = 'opened' then 'opened' else a.after ->> 'status' end as became,
        date_trunc('milliseconds', case when a.kind = 'opened' then coalesce(cause.at, a.at) else a.at end) as at
      from ticket t
      join ticket_activity a on a.tenant_id = t.tenant_id and a.ticket_id = t.id
        and (a.kind = 'opened' or (a.kind = 'changed' and a.after ? 'status' and a.undoes is null))
      left join message cause on cause.tenant_id = t.tenant_id and cause.id = t.cause_message_id
      where t.customer_id in (select id from family) and t.merged_into is null
        and not exists (select from ticket_activity b where b.tenant_id = a.tenant_id and b.undoes = a.change_id))
    select * from turn ${older} order by at desc, id desc, seq desc limit ${limit + 1}`.execute(db)
  return rows.map(
    ({ at, seq, became, actor, ...ticket }): TimelineTicket => ({
      what: 'ticket',
      ...{ at: at.toISOString(), seq, became, actor, ticket },
    }),
  )
}
