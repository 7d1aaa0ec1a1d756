import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import { readUnderstandings } from '../../findings/findings.ts'
import type { Db } from '../../store/store.ts'
import type { KnownTicket } from './candidates.ts'
import type { MessageToJudge } from './judge.ts'

/** A message of a conversation, and what was decided of it before. */
export type MessageInContext = MessageToJudge & {
  /** Versions of what was understood of it. */
  understood: string
  /** A ticket has it, or somebody took it off one, or a person decided: nothing decides it again. */
  isSettled: boolean
  /** It was decided by the same understanding in the same conversation. */
  isDecided: boolean
}

/** What was decided of a message, and by what. */
export type MessageStanding = Pick<
  MessageInContext,
  'id' | 'conversationId' | 'understood' | 'isSettled' | 'isDecided'
>

/** What a conversation is judged by. */
export type Context = {
  /** Those that were asked for. */
  messages: MessageInContext[]
  /** All of them. */
  standings: MessageStanding[]
  customerIds: Id[]
  /** Tickets that it may be about: open, or done within thirty days; none that a person took it off. */
  tickets: KnownTicket[]
  /** A person said that it needs no ticket, or undid one: nothing opens another by itself, but for emergencies. */
  isReserved: boolean
}

const MESSAGES_MAX = 200
const SOLVED_DAYS = 30
const WORDS_MAX = 600

/**
 * A conversation's newest messages of the other side that are understood, oldest first, as far as they are `wanted`: a
 * long one has hundreds, of which few are new; and the tickets around it.
 */
export async function readContext(
  db: Db,
  {
    conversationId,
    now,
    wanted,
  }: { conversationId: Id; now: Date; wanted: (standing: MessageStanding) => boolean },
): Promise<Context> {
  const { rows } = await sql<MessageRow>`
    select m.id, (extract(epoch from m.at) * 1000)::float8 as at_ms, m.participants_id, m.sender,
      case when m.body = '' then coalesce(m.transcript, '') else m.body end as words,
      c.spam or m.labels && '{list,auto,bounce,notice}' or m.sender_proof is not distinct from 'failed' as automatic,
      u.version || '.' || u.rule_version || coalesce('.' || u.refined_by, '') as understood,
      exists (select from ticket_conversation l where l.tenant_id = m.tenant_id and l.message_id = m.id) or coalesce(d.by_hand, false) as is_settled,
      d.conversation_id is not distinct from e.conversation_id
        and d.understood is not distinct from u.version || '.' || u.rule_version || coalesce('.' || u.refined_by, '') as is_decided
    from thread_entry e
    join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    join understanding u on u.tenant_id = m.tenant_id and u.message_id = m.id
    left join ticket_decision d on d.tenant_id = m.tenant_id and d.message_id = m.id
    where e.conversation_id = ${conversationId} and m.direction is distinct from 'out'
    order by e.at desc, e.message_id desc limit ${MESSAGES_MAX}`.execute(db)
  const standings = rows.map((row) => ({ ...row, conversationId })).reverse()
  const asked = standings.filter(wanted)
  const understood = await readUnderstandings(db, asked)
  const parties = await customersOfParticipants(db, [...new Set(rows.map((row) => row.participantsId))])
  const customerOf = ({ participantsId, sender }: MessageRow) => {
    const members = parties.get(participantsId)?.members ?? []
    const speaker = members.find(({ value }) => value === sender?.toLowerCase()) ?? members[0]
    return speaker?.customerId ?? members.find(({ customerId }) => customerId !== null)?.customerId ?? null
  }
  const messages = asked.flatMap((row): MessageInContext[] => {
    const understanding = understood.get(row.id)
    if (understanding === undefined) return []
    const { participantsId: _, sender: __, ...told } = row
    return [{ ...told, customerId: customerOf(row), propertyId: null, understanding }]
  })
  const customerIds = [...new Set(rows.flatMap((row) => customerOf(row) ?? []))]
  const { tickets, barred } = await readTickets(db, { conversationId, customerIds, now })
  return {
    messages,
    standings,
    customerIds,
    tickets,
    isReserved: barred.length > 0 || (await isDismissed(db, conversationId)),
  }
}

type MessageRow = {
  id: Id
  atMs: number
  participantsId: Id
  sender: string | null
  words: string
  automatic: boolean
  understood: string
  isSettled: boolean
  isDecided: boolean
}

/** Tickets of these customers, and those that the conversation has; `barred`, and not among them: those that a person took it off. */
export async function readTickets(
  db: Db,
  input: { conversationId: Id; customerIds: readonly Id[]; now: Date },
): Promise<{ tickets: KnownTicket[]; barred: Id[] }> {
  const solvedSince = new Date(input.now.getTime() - SOLVED_DAYS * 86_400_000)
  const { rows } = await sql<KnownTicket & { isBarred: boolean }>`
    with here as (
      select l.ticket_id, l.unlinked_at is null as holds, l.unlinked_by from thread_entry e
      join ticket_conversation l on l.tenant_id = e.tenant_id and l.message_id = e.message_id
      where e.conversation_id = ${input.conversationId})
    select t.id, t.customer_id, t.property_id, t.category, t.priority, t.status, t.hazard,
      (extract(epoch from t.solved_at) * 1000)::float8 as solved_at_ms,
      (extract(epoch from greatest(t.clock_from, coalesce(told.last_at, t.clock_from))) * 1000)::float8 as last_at_ms,
      coalesce(told.conversation_ids, '{}') as conversation_ids, left(coalesce(t.title || ' ', '') || coalesce(told.words, ''), ${WORDS_MAX}) as words,
      not exists (select from here h where h.ticket_id = t.id and h.holds)
        and exists (select from here h where h.ticket_id = t.id and h.unlinked_by <> 'tickets') as is_barred
    from ticket t
    left join lateral (
      select max(m.at) as last_at, array_agg(distinct e.conversation_id) as conversation_ids,
        string_agg(left(case when m.body = '' then coalesce(m.transcript, '') else m.body end, 200), ' ' order by m.at) as words
      from ticket_conversation l
      join message m on m.tenant_id = l.tenant_id and m.id = l.message_id
      join thread_entry e on e.tenant_id = l.tenant_id and e.message_id = l.message_id
      where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.unlinked_at is null) told on true
    where t.merged_into is null
      and (t.customer_id = any(${input.customerIds}::uuid[]) or t.id in (select ticket_id from here))
      and (t.solved_at is null or t.solved_at >= ${solvedSince})
    order by t.opened_at desc limit 40`.execute(db)
  return {
    tickets: rows.flatMap(({ isBarred, ...ticket }) => (isBarred ? [] : [ticket])),
    barred: rows.filter(({ isBarred }) => isBarred).map(({ id }) => id),
  }
}

async function isDismissed(db: Db, conversationId: Id): Promise<boolean> {
  const { rows } = await sql`
    select from thread_entry e join ticket_decision d on d.tenant_id = e.tenant_id and d.message_id = e.message_id
    where e.conversation_id = ${conversationId} and d.by_hand and d.result = 'none' limit 1`.execute(db)
  return rows.length > 0
}
