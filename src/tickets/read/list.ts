import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { decodeCursor, encodeCursor, type Page } from '../../base/page.ts'
import { type Ticket, type TicketCounts, type TicketStatus, ticketMoves } from '../../contract/tickets.ts'
import type { TimeWindow } from '../../contract/understanding.ts'
import type { Db } from '../../store/store.ts'

/** Which tickets; by what is due soonest, or opened last. */
export type TicketQuery = {
  status?: TicketStatus | undefined
  open?: boolean | undefined
  priority?: string | undefined
  category?: string | undefined
  assigneeId?: Id | undefined
  customerId?: Id | undefined
  number?: number | undefined
  sort: 'clock' | 'newest'
  cursor?: string | undefined
  limit: number
}

/** A ticket as this room shows it; who it is assigned to has a name in `access` alone. */
export type ShownTicket = Omit<Ticket, 'assignee'> & { assigneeId: Id | null }

/** Dangers to life first, then emergencies, then the rest: nothing pressing slips below the fold. */
const PRESSING = sql<number>`(case when t.hazard is not null then 2 when t.priority = 'emergency' then 1 else 0 end)`
/** When the next thing is due: the first answer, while there is none, else the work. */
const DUE = sql<Date>`(case when t.responded_at is null then least(t.respond_by, t.solve_by) else t.solve_by end)`
const epoch = (at: RawBuilder<Date>) => sql<number>`(extract(epoch from ${at}))::float8`

/** A page of tickets; those that were merged into others are left out. */
export async function listTickets(db: Db, query: TicketQuery): Promise<Page<ShownTicket>> {
  const conditions = [sql`t.merged_into is null`]
  const only = (condition: RawBuilder<unknown>) => void conditions.push(condition)
  if (query.status !== undefined) only(sql`t.status = ${query.status}`)
  if (query.open !== undefined) only(query.open ? sql`t.solved_at is null` : sql`t.solved_at is not null`)
  if (query.priority !== undefined) only(sql`t.priority = ${query.priority}`)
  if (query.category !== undefined) only(sql`t.category = ${query.category}`)
  if (query.assigneeId !== undefined) only(sql`t.assignee_id = ${query.assigneeId}`)
  if (query.customerId !== undefined) only(sql`t.customer_id in (select id from family)`)
  if (query.number !== undefined) only(sql`t.number = ${query.number}`)
  const byClock = query.sort === 'clock'
  if (query.cursor !== undefined) only(byClock ? afterClock(query.cursor) : afterNewest(query.cursor))
  const order = byClock ? sql`${PRESSING} desc, ${DUE}, t.id` : sql`t.opened_at desc, t.id desc`
  const rows = await readTickets(
    db,
    sql`where ${sql.join(conditions, sql` and `)} order by ${order} limit ${query.limit + 1}`,
    query.customerId,
  )
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const next =
    rows.length <= query.limit || last === undefined
      ? null
      : encodeCursor(byClock ? [last.pressing, last.dueSeconds, last.id] : [last.openedSeconds, last.id])
  return { items: page.map(showTicket), next }
}

function afterClock(cursor: string) {
  const [pressing, due, id] = decodeCursor(cursor, 3)
  return sql`(-${PRESSING}, ${DUE}, t.id) > (-${Number(pressing)}::int, to_timestamp(${Number(due)}::float8), ${asId(id)}::uuid)`
}

function afterNewest(cursor: string) {
  const [at, id] = decodeCursor(cursor, 2)
  return sql`(t.opened_at, t.id) < (to_timestamp(${Number(at)}::float8), ${asId(id)}::uuid)`
}

const asId = (part: unknown) =>
  /^[0-9a-f-]{36}$/.test(String(part)) ? String(part) : '00000000-0000-0000-0000-000000000000'

/** Tickets by their ids, in no order. */
export async function ticketsById(db: Db, ids: readonly Id[]): Promise<ShownTicket[]> {
  if (ids.length === 0) return []
  return (await readTickets(db, sql`where t.id = any(${ids}::uuid[])`)).map(showTicket)
}

/** How many tickets stand where. */
export async function countTickets(db: Db, now: Date): Promise<TicketCounts> {
  const { rows } = await sql<{
    status: TicketStatus
    count: number
    hazards: number
    questions: number
    due: number
  }>`
    select t.status, count(*)::int as count, (count(*) filter (where t.hazard is not null and t.solved_at is null))::int as hazards,
      (count(*) filter (where t.question is not null))::int as questions,
      (count(*) filter (where t.solved_at is null and t.paused_at is null and ${DUE} < ${now}))::int as due
    from ticket t where t.merged_into is null group by t.status`.execute(db)
  const open = rows.filter(({ status }) => !['resolved', 'closed', 'cancelled'].includes(status))
  const sum = (of: (row: (typeof rows)[number]) => number, among = rows) =>
    among.reduce((total, row) => total + of(row), 0)
  return {
    open: sum(({ count }) => count, open),
    hazards: sum(({ hazards }) => hazards),
    questions: sum(({ questions }) => questions),
    due: sum(({ due }) => due),
    statuses: Object.fromEntries(
      Object.keys(ticketMoves).map((status) => [
        status,
        rows.find((row) => row.status === status)?.count ?? 0,
      ]),
    ) as TicketCounts['statuses'],
  }
}

type Row = {
  id: Id
  number: number
  title: string | null
  category: string
  priority: Ticket['priority']
  hazard: Ticket['hazard']
  status: TicketStatus
  question: Ticket['question']
  version: number
  customerId: Id | null
  customerName: string | null
  propertyId: Id | null
  address: string | null
  accessNote: string | null
  place: string | null
  wanted: TimeWindow | null
  assigneeId: Id | null
  openedBy: string
  openedAt: Date
  clockFrom: Date
  respondBy: Date
  solveBy: Date
  pausedAt: Date | null
  respondedAt: Date | null
  solvedAt: Date | null
  changedAt: Date
  statusSince: Date
  mergedInto: Id | null
  pressing: number
  dueSeconds: number
  openedSeconds: number
}

async function readTickets(db: Db, which: RawBuilder<unknown>, familyOf?: Id): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with recursive family as (
      select id from customer where id = ${familyOf ?? null}::uuid
      union all select c.id from customer c join family f on c.merged_into = f.id)
    select t.id, t.number, t.title, t.category, t.priority, t.hazard, t.status, t.question, t.version,
      coalesce(c.merged_into, c.id) as customer_id, coalesce(root.name, c.name, point.name) as customer_name,
      t.property_id, p.address, p.access_note, t.place, t.wanted, t.assignee_id, t.opened_by, t.opened_at, t.clock_from, t.respond_by, t.solve_by,
      t.paused_at, t.responded_at, t.solved_at, t.changed_at, t.status_since, t.merged_into,
      ${PRESSING} as pressing, ${epoch(DUE)} as due_seconds, ${epoch(sql<Date>`t.opened_at`)} as opened_seconds
    from ticket t
    left join customer c on c.tenant_id = t.tenant_id and c.id = t.customer_id
    left join customer root on root.tenant_id = c.tenant_id and root.id = c.merged_into
    left join property p on p.tenant_id = t.tenant_id and p.id = t.property_id
    left join lateral (
      select coalesce((select n.name from contact_name n where n.tenant_id = a.tenant_id and n.contact_point_id = a.id
        order by n.last_at desc limit 1), a.value) as name
      from contact_point a where a.tenant_id = t.tenant_id and a.customer_id = coalesce(c.merged_into, c.id) order by a.kind desc, a.value limit 1) point on true
    ${which}`.execute(db)
  return rows
}

function showTicket(row: Row): ShownTicket {
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    category: row.category,
    priority: row.priority,
    hazard: row.hazard,
    status: row.status,
    question: row.question,
    version: row.version,
    customer: row.customerId === null ? null : { id: row.customerId, name: row.customerName },
    property:
      row.propertyId === null
        ? null
        : { id: row.propertyId, address: row.address ?? '', accessNote: row.accessNote },
    place: row.place,
    wanted: row.wanted,
    assigneeId: row.assigneeId,
    openedBy: row.openedBy,
    openedAt: row.openedAt.toISOString(),
    clockFrom: row.clockFrom.toISOString(),
    respondBy: row.respondBy.toISOString(),
    solveBy: row.solveBy.toISOString(),
    pausedAt: iso(row.pausedAt),
    respondedAt: iso(row.respondedAt),
    solvedAt: iso(row.solvedAt),
    changedAt: row.changedAt.toISOString(),
    statusSince: row.statusSince.toISOString(),
    mergedInto: row.mergedInto,
    moves: [...ticketMoves[row.status]],
  }
}
