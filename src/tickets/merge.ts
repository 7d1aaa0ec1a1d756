import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { ticketPriorities } from '../contract/tickets.ts'
import type { Tx } from '../store/store.ts'
import { type By, lockTickets } from './act.ts'
import { changeTicket } from './change.ts'
import { type MessageInContext, readContext } from './judge/context.ts'
import { categoryOf } from './judge/judge.ts'
import { titleOf } from './judge/title.ts'
import { linkMessages, type TicketRole, unlinkMessages } from './link.ts'
import { openTicket } from './open.ts'
import { standingTicket } from './standing.ts'

/**
 * Puts the messages of another ticket into this one, which becomes as pressing as the more pressing of both; the other
 * stays, pointing here. Refuses with `same_ticket` beside what each refuses.
 */
export async function mergeTickets(
  tx: Tx,
  { clock, actor, ticketId, otherTicketId }: By & { ticketId: Id; otherTicketId: Id },
): Promise<{ changeId: Id }> {
  await lockTickets(tx)
  const kept = await standingTicket(tx, ticketId)
  const other = await standingTicket(tx, otherTicketId)
  if (kept.id === other.id)
    throw new Refusal('same_ticket', 'A ticket cannot be merged with itself.', 'Choose another ticket.')
  const higher =
    ticketPriorities.indexOf(other.priority) > ticketPriorities.indexOf(kept.priority) ? other : kept
  const { changeId } = await changeTicket(tx, {
    ...{ clock, actor, id: ticketId },
    change: { priority: higher.priority, hazard: (kept.hazard ?? other.hazard) as 'gas' | null },
  })
  const at = clock.now()
  const links = await heldLinks(tx, otherTicketId)
  await unlinkMessages(tx, {
    ...{ at, actor, ticketId: otherTicketId },
    messageIds: links.map(({ messageId }) => messageId),
  })
  await linkMessages(tx, {
    ...{ at, actor, ticketId },
    messages: links.map(({ messageId, role }) => ({
      messageId,
      role: role === 'cause' ? 'same_trouble' : role,
    })),
  })
  await tx.updateTable('ticket').set({ mergedInto: ticketId }).where('id', '=', otherTicketId).execute()
  return { changeId }
}

/**
 * Opens a ticket of its own for messages of this one that are another matter. Refuses with `message_not_of_ticket` when one
 * does not belong to it, and with `nothing_left` when none would stay.
 */
export async function splitTicket(
  tx: Tx,
  {
    clock,
    actor,
    ticketId,
    messageIds,
    title,
  }: By & { ticketId: Id; messageIds: readonly Id[]; title?: string | undefined },
): Promise<{ changeId: Id; newTicketId: Id }> {
  await lockTickets(tx)
  const ticket = await standingTicket(tx, ticketId)
  const links = await heldLinks(tx, ticketId)
  const going = links.filter(({ messageId }) => messageIds.includes(messageId))
  const [first] = going
  if (first === undefined || going.length < new Set(messageIds).size)
    throw new Refusal(
      'message_not_of_ticket',
      'One of these messages does not belong to this ticket.',
      'Reload the ticket and choose among its messages.',
      { status: 404 },
    )
  if (going.length === links.length)
    throw new Refusal(
      'nothing_left',
      'Then no message would be left with this ticket.',
      'Leave one message here at least, or change the ticket instead.',
    )
  const message = await readMessage(tx, first.messageId, clock.now())
  const opened = await openTicket(tx, {
    ...{ clock, actor, customerId: ticket.customerId },
    title: title ?? (message === undefined ? null : titleOf(message.words, message.understanding)),
    category: message === undefined ? ticket.category : categoryOf(message),
    priority: message?.understanding.urgency.value ?? ticket.priority,
    cause: { messageId: first.messageId, at: first.at },
    note: { code: 'split', fromNumber: ticket.number },
  })
  const at = clock.now()
  await unlinkMessages(tx, { at, actor, ticketId, messageIds: going.map(({ messageId }) => messageId) })
  await linkMessages(tx, { at, actor, ticketId: opened.ticketId, messages: going.slice(1) })
  return { changeId: opened.changeId, newTicketId: opened.ticketId }
}

/** A message as it is judged; undefined when it is not understood. */
async function readMessage(tx: Tx, messageId: Id, now: Date): Promise<MessageInContext | undefined> {
  const { conversationId } = await tx
    .selectFrom('threadEntry')
    .select('conversationId')
    .where('messageId', '=', messageId)
    .executeTakeFirstOrThrow()
  const { messages } = await readContext(tx, { conversationId, now, wanted: ({ id }) => id === messageId })
  return messages[0]
}

type Held = { messageId: Id; role: TicketRole; at: Date }

/** The messages that a ticket has, oldest first. */
async function heldLinks(tx: Tx, ticketId: Id): Promise<Held[]> {
  const rows = await tx
    .selectFrom('ticketConversation')
    .innerJoin('message', 'message.id', 'ticketConversation.messageId')
    .select(['ticketConversation.messageId', 'role', 'message.at'])
    .where('ticketId', '=', ticketId)
    .where('unlinkedAt', 'is', null)
    .orderBy('message.at')
    .orderBy('message.id')
    .execute()
  return rows as Held[]
}
