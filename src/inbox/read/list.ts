import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Page } from '../../base/page.ts'
import type { Conversation, ConversationCounts, ConversationStatus } from '../../contract/conversations.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import type { Db } from '../../store/store.ts'
import type { Urgency } from '../../understanding/understanding.ts'
import {
  decodePressingCursor,
  decodeTimeCursor,
  encodePressingCursor,
  encodeTimeCursor,
} from './time-cursor.ts'

/** Which conversations: newest first; of one open status, emergencies and dangers first, then what is high, then the rest. */
export type ConversationQuery = {
  status?: ConversationStatus | undefined
  customerId?: Id | undefined
  /** Words in a message, or part of a name or number. */
  text?: string | undefined
  since?: Date | undefined
  spam?: boolean | undefined
  /** Of this highest open urgency. */
  urgency?: Urgency | undefined
  /** With a danger told of and not yet over, or without. */
  hazard?: boolean | undefined
  /** Only those of which this condition on `conversation` holds, of a room that knows more. */
  also?: RawBuilder<boolean> | undefined
  cursor?: string | undefined
  limit: number
}

const PREVIEW_CHARACTERS = 160

/** A page of the inbox: find the ids, load what they need in three statements more, show. */
export async function listConversations(db: Db, query: ConversationQuery): Promise<Page<Conversation>> {
  const rows = await findConversations(db, query)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await showConversations(db, page),
    next: rows.length > query.limit && last !== undefined ? cursorAfter(query, last) : null,
  }
}

/** The row of a conversation as the list needs it. */
export type FoundConversation = {
  id: Id
  participantsId: Id
  lastMessageId: Id
  firstAt: Date
  lastAt: Date
  waitingSince: Date | null
  messageCount: number
  spam: boolean
  hazard: string | null
  urgency: string | null
  urgentMessageId: Id | null
  status: string
  statusReason: string
  mergedInto: Id | null
  version: number
}

const COLUMNS = [
  'id',
  'participantsId',
  'lastMessageId',
  'firstAt',
  'lastAt',
  'waitingSince',
  'messageCount',
  'spam',
  'hazard',
  'urgency',
  'urgentMessageId',
  'status',
  'statusReason',
  'mergedInto',
  'version',
] as const

/** Nobody who waits with an emergency may slip below the fold; what is archived waits no more. */
function pressingFirst({ status }: ConversationQuery): boolean {
  return status !== undefined && status !== 'archived'
}

/** How pressing a conversation is, 2 to 0, as index conversation_by_status has it. A danger counts before it is understood, too. */
export const PRESSING = sql<number>`(case when urgency = 'emergency' or hazard is not null then 2 when urgency = 'high' then 1 else 0 end)`

function pressing({ urgency, hazard }: FoundConversation): number {
  if (urgency === 'emergency' || hazard !== null) return 2
  return urgency === 'high' ? 1 : 0
}

function cursorAfter(query: ConversationQuery, last: FoundConversation): string {
  const row = { pressing: pressing(last), at: last.lastAt, id: last.id }
  return pressingFirst(query) ? encodePressingCursor(row) : encodeTimeCursor(row)
}

async function findConversations(db: Db, query: ConversationQuery): Promise<FoundConversation[]> {
  let find = db.selectFrom('conversation').select(COLUMNS).where('mergedInto', 'is', null)
  if (query.status !== undefined) find = find.where('status', '=', query.status)
  if (query.spam !== undefined) find = find.where('spam', '=', query.spam)
  if (query.urgency !== undefined) find = find.where('urgency', '=', query.urgency)
  if (query.hazard !== undefined) find = find.where('hazard', query.hazard ? 'is not' : 'is', null)
  if (query.also !== undefined) find = find.where(query.also)
  if (query.since !== undefined) find = find.where('lastAt', '>=', query.since)
  if (query.customerId !== undefined)
    find = find.where('participantsId', 'in', withCustomer(query.customerId))
  if (query.text !== undefined) find = find.where(mentions(query.text))
  if (query.cursor !== undefined) {
    find = find.where(pressingFirst(query) ? afterPressing(query.cursor) : afterTime(query.cursor))
  }
  if (pressingFirst(query)) find = find.orderBy(PRESSING, 'desc')
  return find
    .orderBy('lastAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
}

function afterTime(cursor: string) {
  const { atSeconds, id } = decodeTimeCursor(cursor)
  return sql<boolean>`(last_at, id) < (to_timestamp(${atSeconds}::float8), ${id}::uuid)`
}

function afterPressing(cursor: string) {
  const { pressing, atSeconds, id } = decodePressingCursor(cursor)
  return sql<boolean>`(${PRESSING}, last_at, id) < (${pressing}::int, to_timestamp(${atSeconds}::float8), ${id}::uuid)`
}

function withCustomer(customerId: Id) {
  return sql<Id>`(select p.participants_id from participant p join contact_point c on c.tenant_id = p.tenant_id and c.id = p.contact_point_id where c.customer_id = ${customerId})`
}

/** In the words of a message, in a name the other side has or had, or in a number typed with or without punctuation. */
function mentions(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const digits = text.replace(/\D/g, '')
  const number = digits.length >= 3 && /^[\d\s()+.-]+$/.test(text) ? `%${digits}%` : null
  return sql<boolean>`(
    id in (select e.conversation_id from message m join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
           where m.body ilike ${pattern} or m.transcript ilike ${pattern})
    or participants_id in (
      select p.participants_id from participant p
      join contact_point c on c.tenant_id = p.tenant_id and c.id = p.contact_point_id
      left join customer on customer.tenant_id = c.tenant_id and customer.id = c.customer_id
      where c.value ilike ${pattern} or c.value like ${number} or customer.name ilike ${pattern}
         or exists (select from contact_name n where n.tenant_id = c.tenant_id and n.contact_point_id = c.id and n.name ilike ${pattern})))`
}

/** Rows of given conversations, in no order. */
export function findConversationsById(db: Db, ids: readonly Id[]): Promise<FoundConversation[]> {
  return ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('conversation').select(COLUMNS).where('id', 'in', ids).execute()
}

/** Other standing conversations with the same people, newest first. */
export function findSiblings(
  db: Db,
  input: { participantsId: Id; except: Id; limit: number },
): Promise<FoundConversation[]> {
  return db
    .selectFrom('conversation')
    .select(COLUMNS)
    .where('participantsId', '=', input.participantsId)
    .where('id', '!=', input.except)
    .where('mergedInto', 'is', null)
    .orderBy('lastAt', 'desc')
    .limit(input.limit)
    .execute()
}

/** Gives found conversations their people and their last words, in the order given. */
export async function showConversations(
  db: Db,
  found: readonly FoundConversation[],
): Promise<Conversation[]> {
  const parties = await customersOfParticipants(db, [
    ...new Set(found.map(({ participantsId }) => participantsId)),
  ])
  const lasts = await readLastMessages(
    db,
    found.map(({ lastMessageId }) => lastMessageId),
  )
  return found.map((row) => {
    const last = lasts.get(row.lastMessageId)
    const party = parties.get(row.participantsId)
    return {
      id: row.id,
      status: row.status as ConversationStatus,
      statusReason: row.statusReason,
      party: { kind: party?.kind ?? 'unknown', title: party?.title ?? '', members: party?.members ?? [] },
      hazard: row.hazard,
      urgency: row.urgency as Urgency | null,
      urgentMessageId: row.urgentMessageId,
      spam: row.spam,
      channel: last?.channel ?? '',
      firstAt: row.firstAt.toISOString(),
      lastAt: row.lastAt.toISOString(),
      messageCount: row.messageCount,
      last: {
        id: row.lastMessageId,
        kind: (last?.kind ?? 'text') as Conversation['last']['kind'],
        direction: last?.direction ?? null,
        preview: last?.preview ?? '',
        attachments: last?.attachments ?? 0,
      },
      waitingSince: row.waitingSince?.toISOString() ?? null,
      mergedInto: row.mergedInto,
      version: row.version,
    }
  })
}

type LastMessage = {
  id: Id
  channel: string
  kind: string
  direction: 'in' | 'out' | null
  preview: string
  attachments: number
}

async function readLastMessages(db: Db, ids: readonly Id[]): Promise<Map<Id, LastMessage>> {
  const { rows } = await sql<LastMessage>`
    select m.id, m.channel, m.kind, m.direction,
           left(regexp_replace(case when m.body = '' then coalesce(m.transcript, '') else m.body end, '\\s+', ' ', 'g'), ${PREVIEW_CHARACTERS}) as preview,
           (select count(*)::int from attachment a where a.tenant_id = m.tenant_id and a.message_id = m.id) as attachments
    from message m where m.id = any(${ids as Id[]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** How many conversations stand where; spam is archived, and so counted there. */
export async function countConversations(db: Db): Promise<Omit<ConversationCounts, 'settled'>> {
  const { rows } = await sql<{
    status: ConversationStatus
    count: number
    hazards: number
    emergency: number
    high: number
  }>`
    select status, count(*)::int as count, (count(*) filter (where hazard is not null and status <> 'archived'))::int as hazards,
           (count(*) filter (where urgency = 'emergency'))::int as emergency, (count(*) filter (where urgency = 'high'))::int as high
    from conversation where merged_into is null group by status`.execute(db)
  const counts: Omit<ConversationCounts, 'settled'> = {
    active: 0,
    needs_reply: 0,
    waiting: 0,
    archived: 0,
    hazards: 0,
    emergency: 0,
    high: 0,
  }
  for (const { status, count, hazards, emergency, high } of rows) {
    counts[status] = count
    counts.hazards += hazards
    counts.emergency += emergency
    counts.high += high
  }
  return counts
}
