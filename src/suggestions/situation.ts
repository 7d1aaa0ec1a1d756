import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { TicketBrief } from '../contract/tickets.ts'
import type { Understanding } from '../contract/understanding.ts'
import { customersOfParticipants } from '../customers/customers.ts'
import { readUnderstandings } from '../findings/findings.ts'
import { findWay, type Way } from '../replies/replies.ts'
import type { Db } from '../store/store.ts'
import { ticketsOfConversations } from '../tickets/tickets.ts'

/** What was said, oldest first; `understood` null of what we said, and of what has no words. */
export type Said = {
  id: Id
  direction: 'in' | 'out' | null
  kind: string
  at: Date
  words: string
  understood: Understanding | null
}

/** All that a draft is made of. */
export type Situation = {
  conversationId: Id
  /** The message that came in last. */
  messageId: Id
  /** The last dozen messages. */
  said: Said[]
  /** Of them, what they said since our last word, oldest first. */
  unanswered: Said[]
  hazard: string | null
  way: Way
  firm: { name: string; region: string }
  customer: {
    name: string | null
    isBusiness: boolean
    conversations: number
    since: Date | null
  }
  ticket: TicketBrief | null
}

const SAID_MAX = 12

/** How a conversation stands; undefined where nobody can be answered from here. Refuses with `conversation_not_found`. */
export async function readSituation(db: Db, conversationId: Id): Promise<Situation | undefined> {
  const { way, newestMessageId } = await findWay(db, conversationId)
  if (way === null) return undefined
  const conversation = await db
    .selectFrom('conversation')
    .select(['participantsId', 'hazard'])
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const said = await readSaid(db, conversationId)
  const ours = said.findLastIndex(({ direction }) => direction === 'out')
  const tickets = (await ticketsOfConversations(db, [conversationId])).get(conversationId) ?? []
  return {
    conversationId,
    messageId: newestMessageId,
    said,
    unanswered: said.slice(ours + 1).filter(({ kind }) => kind !== 'step'),
    hazard: conversation.hazard,
    way,
    firm: await db.selectFrom('tenant').select(['name', 'region']).executeTakeFirstOrThrow(),
    customer: await readCustomer(db, conversation.participantsId),
    ticket: tickets.find(({ status }) => !DONE.has(status)) ?? null,
  }
}

const DONE: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled'])

async function readSaid(db: Db, conversationId: Id): Promise<Said[]> {
  const { rows } = await sql<Omit<Said, 'understood'>>`
    select m.id, m.direction, m.kind, m.at, case when m.body = '' then coalesce(m.transcript, '') else m.body end as words
    from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.conversation_id = ${conversationId} order by e.at desc, e.message_id desc limit ${SAID_MAX}`.execute(
    db,
  )
  const understood = await readUnderstandings(
    db,
    rows.filter(({ direction }) => direction !== 'out'),
  )
  return rows.map((row) => ({ ...row, understood: understood.get(row.id) ?? null })).reverse()
}

async function readCustomer(db: Db, participantsId: Id): Promise<Situation['customer']> {
  const party = (await customersOfParticipants(db, [participantsId])).get(participantsId)
  const [member, ...others] = party?.members ?? []
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select count(*)::int as count, min(first_at) as since from conversation
    where participants_id = ${participantsId} and merged_into is null`.execute(db)
  const known =
    member?.customerId == null
      ? undefined
      : await db.selectFrom('customer').select('kind').where('id', '=', member.customerId).executeTakeFirst()
  return {
    name: others.length === 0 ? (member?.name ?? null) : null,
    isBusiness: known?.kind === 'business',
    conversations: rows[0]?.count ?? 0,
    since: rows[0]?.since ?? null,
  }
}
