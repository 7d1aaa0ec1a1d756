import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type TicketStatus, ticketMoves, ticketStatuses } from '../contract/tickets.ts'
import type { Db, Tx } from '../store/store.ts'
import { changeTicket, type TicketChange } from '../tickets/tickets.ts'
import type { By } from './by.ts'
import type { Fields } from './value.ts'

const COLUMNS = {
  title: 'title',
  category: 'category',
  priority: 'priority',
  status: 'status',
  propertyId: 'property_id',
  assigneeId: 'assignee_id',
} as const

/** What a ticket says now; undefined when there is none, or it was merged away. */
export async function readTicketFields(db: Db, id: Id): Promise<Fields | undefined> {
  return db
    .selectFrom('ticket')
    .select(['title', 'category', 'priority', 'status', 'propertyId', 'assigneeId'])
    .where('id', '=', id)
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
}

/** What these fields of a ticket said at a version: what is so now, but for what was changed since. */
export async function ticketFieldsAt(
  db: Db,
  { id, version, now }: { id: Id; version: number; now: Fields },
): Promise<Fields> {
  const later = await db
    .selectFrom('ticketActivity')
    .select('before')
    .where('ticketId', '=', id)
    .where('kind', '=', 'changed')
    .where('version', '>', version)
    .orderBy('seq', 'desc')
    .execute()
  const seen: Record<string, Fields[string]> = { ...now }
  for (const { before } of later)
    for (const [field, column] of Object.entries(COLUMNS)) {
      const was = (before as Record<string, unknown> | null)?.[column]
      if (was !== undefined) seen[field] = was as string | null
    }
  return seen
}

/** Who changed a field last, and when; nulls when it is as it was opened. */
export async function ticketFieldWriter(
  db: Db,
  { id, field }: { id: Id; field: string },
): Promise<{ by: string | null; at: Date | null }> {
  const column = COLUMNS[field as keyof typeof COLUMNS]
  const lines = await db
    .selectFrom('ticketActivity')
    .select(['actor', 'at', 'after'])
    .where('ticketId', '=', id)
    .where('kind', 'in', ['changed', 'opened'])
    .orderBy('seq', 'desc')
    .limit(200)
    .execute()
  const last = lines.find(({ after }) => Object.hasOwn((after ?? {}) as object, column))
  return { by: last?.actor ?? null, at: last?.at ?? null }
}

/**
 * Changes a ticket, going over other statuses where there is no direct way. Answers which fields could not be had, by the code
 * of the refusal; refuses as a whole only where the ticket is not there.
 */
export async function writeTicketFields(
  tx: Tx,
  {
    id,
    change,
    isDirect,
    ...by
  }: By & { id: Id; change: Fields; isDirect: boolean; note?: Record<string, unknown> | undefined },
): Promise<{ changeId: Id | null; refused: Record<string, Refusal> }> {
  const refused: Record<string, Refusal> = {}
  const { status, ...rest } = change as TicketChange
  let changeId: Id | null = null
  const apply = async (part: TicketChange) => {
    if (Object.keys(part).length === 0) return
    changeId = (await changeTicket(tx, { ...by, id, change: part })).changeId
  }
  const steps = status === undefined ? [] : isDirect ? [status] : await stepsTo(tx, id, status)
  if (steps === undefined) refused.status = unreachable()
  const [last] = steps?.slice(-1) ?? []
  const attempt = async (part: TicketChange) => {
    try {
      await apply(part)
    } catch (error) {
      if (!(error instanceof Refusal) || NOT_THERE.includes(error.code)) throw error
      const fields = Object.keys(part)
      if (fields.length === 1 && fields[0] !== undefined) refused[fields[0]] = error
      else for (const [field, value] of Object.entries(part)) await attempt({ [field]: value })
    }
  }
  for (const step of steps?.slice(0, -1) ?? []) await apply({ status: step })
  await attempt(last === undefined ? rest : { ...rest, status: last })
  return { changeId, refused }
}

const NOT_THERE = ['ticket_not_found', 'ticket_merged']

/** The fewest statuses to go over, the wanted one last; none where it stands there, undefined where there is no way. */
async function stepsTo(db: Db, id: Id, wanted: TicketStatus): Promise<TicketStatus[] | undefined> {
  const now = (await readTicketFields(db, id))?.status as TicketStatus | undefined
  if (now === undefined || now === wanted) return []
  if (!ticketStatuses.includes(wanted)) return undefined
  const ways: TicketStatus[][] = [[now]]
  const seen = new Set<TicketStatus>([now])
  for (let way = ways.shift(); way !== undefined; way = ways.shift())
    for (const next of ticketMoves[way.at(-1) ?? now]) {
      if (next === wanted) return [...way.slice(1), next]
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  return undefined
}

function unreachable(): Refusal {
  return new Refusal(
    'status_unreachable',
    'The ticket cannot be brought to that status from where it stands.',
    'Choose another status.',
    { status: 409 },
  )
}
