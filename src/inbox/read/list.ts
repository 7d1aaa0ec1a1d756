import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Page } from '../../base/page.ts'
import type { Conversation, ConversationStatus } from '../../contract/conversations.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import type { Db } from '../../store/store.ts'
import type { Urgency } from '../../understanding/understanding.ts'
import { lastCameBy, mentions, says, withCustomer } from './list-conditions.ts'
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
  /** Where a message of theirs is about this kind of work before all others. */
  service?: string | undefined
  /** Where a message of theirs names this district of Warsaw. */
  district?: string | undefined
  /** Whose newest message came or went by it. */
  channel?: string | undefined
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
  if (query.service !== undefined) find = find.where(says({ service: query.service }))
  if (query.district !== undefined) find = find.where(says({ district: query.district }))
  if (query.channel !== undefined) find = find.where(lastCameBy(query.channel))
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
