import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { ticketRoles } from '../contract/tickets.ts'
import type { Db, Tx } from '../store/store.ts'
import { type By, beginAct, type TicketActor } from './act.ts'
import { standingTicket } from './standing.ts'

export type TicketRole = (typeof ticketRoles)[number]
export type MessageToLink = { messageId: Id; role: TicketRole }

/** Links messages to a ticket within an act that has begun; those that were taken off are linked again. */
export async function linkMessages(
  tx: Tx,
  input: { at: Date; actor: TicketActor; ticketId: Id; messages: readonly MessageToLink[] },
): Promise<void> {
  for (const { messageId, role } of input.messages)
    await sql`
      insert into ticket_conversation as l (ticket_id, message_id, role, linked_by, linked_at)
      values (${input.ticketId}, ${messageId}, ${role}, ${input.actor.label}, ${input.at})
      on conflict (tenant_id, ticket_id, message_id) do update
        set role = excluded.role, linked_by = excluded.linked_by, linked_at = excluded.linked_at, unlinked_by = null, unlinked_at = null
        where l.unlinked_at is not null`.execute(tx)
}

/** Takes messages off a ticket within an act that has begun. The rows stay, so that nothing links them again by itself. */
export async function unlinkMessages(
  tx: Tx,
  input: { at: Date; actor: TicketActor; ticketId: Id; messageIds: readonly Id[] },
): Promise<void> {
  await sql`
    update ticket_conversation set unlinked_by = ${input.actor.label}, unlinked_at = ${input.at}
    where ticket_id = ${input.ticketId} and message_id = any(${input.messageIds}::uuid[]) and unlinked_at is null`.execute(
    tx,
  )
}

/** The message by which a conversation is linked by hand: what the other side said last, or else its anchor. */
export async function messageToLink(
  db: Db,
  conversationId: Id,
): Promise<{ messageId: Id; at: Date; words: string }> {
  const { rows } = await sql<{ messageId: Id; at: Date; words: string; mergedInto: Id | null }>`
    select m.id as message_id, m.at, case when m.body = '' then coalesce(m.transcript, '') else m.body end as words, c.merged_into
    from conversation c join message m on m.tenant_id = c.tenant_id and m.id = coalesce((
      select e.message_id from thread_entry e join message o on o.tenant_id = e.tenant_id and o.id = e.message_id
      left join understanding u on u.tenant_id = e.tenant_id and u.message_id = e.message_id
      where e.conversation_id = c.id and o.direction is distinct from 'out'
      order by coalesce(u.ticket, false) desc, e.at desc, e.message_id desc limit 1), c.anchor_message_id)
    where c.id = ${conversationId}`.execute(db)
  const [found] = rows
  if (found === undefined)
    throw new Refusal(
      'conversation_not_found',
      'There is no such conversation.',
      'Go back to the inbox and open it from there.',
      { status: 404 },
    )
  if (found.mergedInto !== null)
    throw new Refusal(
      'conversation_merged',
      'That conversation was merged into another.',
      'Open the one it was merged into.',
      { status: 409 },
    )
  return { messageId: found.messageId, at: found.at, words: found.words }
}

/** Links a conversation to a ticket. Refuses with `already_linked` beside what its two sides refuse. */
export async function linkConversation(
  tx: Tx,
  { clock, actor, ticketId, conversationId }: By & { ticketId: Id; conversationId: Id },
): Promise<{ changeId: Id }> {
  const { changeId, at } = await beginAct(tx, { clock, actor })
  await standingTicket(tx, ticketId)
  const { messageId } = await messageToLink(tx, conversationId)
  if ((await linkedMessages(tx, { ticketId, conversationId })).length > 0)
    throw new Refusal(
      'already_linked',
      'This conversation belongs to that ticket already.',
      'Reload the conversation to see its tickets.',
      { status: 409 },
    )
  await linkMessages(tx, { at, actor, ticketId, messages: [{ messageId, role: 'by_hand' }] })
  return { changeId }
}

/** Takes a conversation off a ticket, with all its messages. Refuses with `not_linked`. */
export async function unlinkConversation(
  tx: Tx,
  { clock, actor, ticketId, conversationId }: By & { ticketId: Id; conversationId: Id },
): Promise<{ changeId: Id }> {
  const { changeId, at } = await beginAct(tx, { clock, actor })
  await standingTicket(tx, ticketId)
  const messageIds = await linkedMessages(tx, { ticketId, conversationId })
  if (messageIds.length === 0)
    throw new Refusal(
      'not_linked',
      'This conversation does not belong to that ticket.',
      'Reload the ticket to see its conversations.',
      { status: 409 },
    )
  await unlinkMessages(tx, { at, actor, ticketId, messageIds })
  return { changeId }
}

async function linkedMessages(
  db: Db,
  { ticketId, conversationId }: { ticketId: Id; conversationId: Id },
): Promise<Id[]> {
  const { rows } = await sql<{ messageId: Id }>`
    select l.message_id from ticket_conversation l join thread_entry e on e.tenant_id = l.tenant_id and e.message_id = l.message_id
    where l.ticket_id = ${ticketId} and l.unlinked_at is null and e.conversation_id = ${conversationId}`.execute(
    db,
  )
  return rows.map(({ messageId }) => messageId)
}
