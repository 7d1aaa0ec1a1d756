import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { TicketBrief } from '../contract/tickets.ts'
import type { Understanding, Urgency } from '../contract/understanding.ts'
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
  /** How pressing what is open of the conversation is; null where nothing is. */
  urgency: Urgency | null
  way: Way
  firm: { name: string; region: string }
  customer: {
    name: string | null
    isBusiness: boolean
    conversations: number
    since: Date | null
    /** Where they live is known. */
    hasAddress: boolean
  }
  ticket: TicketBrief | null
}

const SAID_MAX = 12

/** How a conversation stands; undefined where nobody can be answered from here. Refuses with `conversation_not_found`. */
export async function readSituation(db: Db, conversationId: Id): Promise<Situation | undefined> {
  const { way, newestMessageId } = await findWay(db, conversationId)
  if (way === null) return undefined
  const { hazard, urgency, customer, firm } = await readStanding(db, conversationId)
  const said = await readSaid(db, conversationId)
  const ours = said.findLastIndex(({ direction }) => direction === 'out')
  const tickets = (await ticketsOfConversations(db, [conversationId])).get(conversationId) ?? []
  return {
    conversationId,
    messageId: newestMessageId,
    said,
    unanswered: said.slice(ours + 1).filter(({ kind }) => kind !== 'step'),
    ...{ hazard, urgency, way, firm, customer },
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

type Standing = Pick<Situation, 'hazard' | 'urgency' | 'firm' | 'customer'>

/** Who talks to whom, and for how long. */
async function readStanding(db: Db, conversationId: Id): Promise<Standing> {
  const { rows } = await sql<{
    participantsId: Id
    hazard: string | null
    urgency: Urgency | null
    firmName: string
    region: string
    conversations: number
    since: Date | null
    isBusiness: boolean
    hasAddress: boolean
  }>`
    select c.participants_id, c.hazard, c.urgency, t.name as firm_name, t.region, o.conversations, o.since,
      exists (select from participant m
        join contact_point p on p.tenant_id = m.tenant_id and p.id = m.contact_point_id
        join customer k on k.tenant_id = p.tenant_id and k.id = p.customer_id and k.kind = 'business'
        where m.tenant_id = c.tenant_id and m.participants_id = c.participants_id) as is_business,
      (select count(*) = 1 from participant m
        join contact_point p on p.tenant_id = m.tenant_id and p.id = m.contact_point_id
        join property h on h.tenant_id = p.tenant_id and h.customer_id = p.customer_id
        where m.tenant_id = c.tenant_id and m.participants_id = c.participants_id) as has_address
    from conversation c
    join tenant t on t.tenant_id = c.tenant_id
    cross join lateral (
      select count(*)::int as conversations, min(o.first_at) as since from conversation o
      where o.tenant_id = c.tenant_id and o.participants_id = c.participants_id and o.merged_into is null) o
    where c.id = ${conversationId}`.execute(db)
  const [{ participantsId, hazard, urgency, firmName: name, region, ...known }] = rows as [
    (typeof rows)[number],
  ]
  const party = (await customersOfParticipants(db, [participantsId])).get(participantsId)
  const [member, ...others] = party?.members ?? []
  return {
    hazard,
    urgency,
    firm: { name, region },
    customer: {
      name: others.length === 0 ? (member?.name ?? null) : null,
      ...known,
    },
  }
}
