import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { TicketPriority } from '../contract/tickets.ts'
import type { Tx } from '../store/store.ts'
import { type By, lockTickets, noteActivity } from './act.ts'
import { readContext } from './judge/context.ts'
import { categoryOf, judgeMessage } from './judge/judge.ts'
import { titleOf } from './judge/title.ts'
import { messageToLink } from './link.ts'
import { openTicket } from './open.ts'
import { safetyNote } from './safety.ts'

/**
 * Opens a ticket for a conversation because a person says so: for the message they name, or the one that asks for work the
 * most. What they do not say is filled in from what is understood of it. Refuses as `messageToLink` does.
 */
export async function openForConversation(
  tx: Tx,
  {
    clock,
    actor,
    conversationId,
    ...said
  }: By & {
    conversationId: Id
    messageId?: Id | undefined
    title?: string | undefined
    category?: string | undefined
    priority?: TicketPriority | undefined
  },
): Promise<{ ticketId: Id; changeId: Id }> {
  await lockTickets(tx)
  const likeliest = await messageToLink(tx, conversationId)
  const { messages, customerIds } = await readContext(tx, {
    ...{ conversationId, now: clock.now() },
    wanted: ({ id }) => id === (said.messageId ?? likeliest.messageId),
  })
  const message = messages.find(({ id }) => id === (said.messageId ?? likeliest.messageId))
  if (message === undefined && said.messageId !== undefined)
    throw new Refusal(
      'message_not_here',
      'That message is not in this conversation, or says nothing.',
      'Reload the conversation and choose the message again.',
      { status: 404 },
    )
  const verdict = message && judgeMessage({ ...message, automatic: false }, [])
  const hazard = verdict?.hazard ?? null
  const opened = await openTicket(tx, {
    clock,
    actor,
    title: said.title ?? (message === undefined ? null : titleOf(message.words, message.understanding)),
    category: said.category ?? (message === undefined ? 'other' : categoryOf(message)),
    priority: hazard === null ? (said.priority ?? verdict?.priority ?? 'medium') : 'emergency',
    hazard,
    customerId: message?.customerId ?? customerIds[0] ?? null,
    wanted: verdict?.wanted ?? null,
    cause:
      message === undefined
        ? { messageId: likeliest.messageId, at: likeliest.at }
        : { messageId: message.id, at: new Date(message.atMs) },
  })
  if (hazard !== null && message !== undefined)
    await noteActivity(tx, {
      ...{ clock, actor, ticketId: opened.ticketId },
      note: await safetyNote(tx, { hazard, language: message.understanding.language }),
    })
  return opened
}

/** Notes that a person says that a conversation, as far as it goes now, asks for no ticket. */
export async function dismissConversation(
  tx: Tx,
  { clock, actor, conversationId }: By & { conversationId: Id },
): Promise<{ messages: number }> {
  await lockTickets(tx)
  await messageToLink(tx, conversationId)
  const { standings } = await readContext(tx, {
    ...{ conversationId, now: clock.now() },
    wanted: () => false,
  })
  const asking = standings.filter(({ isSettled }) => !isSettled)
  for (const { id, understood } of asking) {
    const row = {
      ...{ conversationId, understood, result: 'none' as const, code: 'not_a_ticket', ticketId: null },
      ...{ confidence: 1, byHand: true, decidedBy: actor.label, decidedAt: clock.now() },
    }
    await tx
      .insertInto('ticketDecision')
      .values({ messageId: id, ...row })
      .onConflict((conflict) => conflict.columns(['tenantId', 'messageId']).doUpdateSet(row))
      .execute()
  }
  return { messages: asking.length }
}
