import type { Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { ticketPriorities } from '../contract/tickets.ts'
import type { Tx } from '../store/store.ts'
import { beginAct, itself, lockTickets, noteActivity } from './act.ts'
import { changeTicket, type TicketChange } from './change.ts'
import { type MessageInContext, type MessageStanding, readContext, readTickets } from './judge/context.ts'
import { judgeMessage, type Verdict } from './judge/judge.ts'
import { titleOf } from './judge/title.ts'
import { linkMessages, type TicketRole } from './link.ts'
import { openTicket } from './open.ts'
import { safetyNote } from './safety.ts'
import { standingTicket } from './standing.ts'

/** What decides by itself. */
export type Decider = {
  tenantId: Id
  clock: Clock
  audit: Pick<Audit, 'record'>
  /** Confidence from which it acts; below it, a person is shown what it found. */
  threshold: number
}

const system = { kind: 'system', id: 'tickets', label: 'Tickets' } as const

/**
 * Decides what lacks a decision in a conversation, oldest message first, and does what follows: opens tickets, links,
 * changes, calls off, opens again. Doing it twice changes nothing: what is decided carries the versions that it was
 * decided by, and what a person undid is settled for good. Returns how many messages were decided.
 */
export async function decideConversation(tx: Tx, input: Decider & { conversationId: Id }): Promise<number> {
  await lockTickets(tx) // before anything is looked at: another process may be deciding the same
  const around = { ...input, now: input.clock.now() }
  const wanted = ({ isSettled, isDecided }: MessageStanding) => !isSettled && !isDecided
  const { messages, standings, customerIds, isReserved, ...context } = await readContext(tx, {
    ...around,
    wanted,
  })
  let { tickets } = context
  for (const message of messages) {
    await resumeWaiting(tx, input, { message, tickets })
    const verdict = judgeMessage(message, tickets)
    const ticketId = await act(tx, input, { message, verdict, isReserved })
    await writeDecision(tx, input, { message, verdict, ticketId })
    if (ticketId !== null) tickets = (await readTickets(tx, { ...around, customerIds })).tickets
  }
  return messages.length + (await keepDecided(tx, input, standings))
}

/** Does what follows from a verdict; answers the ticket, or null when there is none. */
async function act(
  tx: Tx,
  input: Decider,
  { message, verdict, isReserved }: { message: MessageInContext; verdict: Verdict; isReserved: boolean },
): Promise<Id | null> {
  const isSure = verdict.confidence >= input.threshold
  if (verdict.result === 'none') return null
  if (verdict.result === 'link_existing') return actOnTicket(tx, input, { message, verdict, isSure })
  if (!isSure || (isReserved && verdict.priority !== 'emergency')) return null
  const { ticketId } = await openTicket(tx, {
    clock: input.clock,
    actor: itself,
    title: titleOf(message.words, message.understanding),
    category: verdict.category,
    priority: verdict.priority,
    hazard: verdict.hazard,
    customerId: message.customerId,
    propertyId: message.propertyId,
    place: placeIn(message),
    wanted: verdict.wanted,
    cause: { messageId: message.id, at: new Date(message.atMs) },
    note: noteOf(verdict),
  })
  await tellOfDanger(tx, input, { ticketId, verdict, message })
  await tell(tx, input, 'ticket.opened', ticketId, verdict)
  return ticketId
}

const roles = {
  same_trouble: 'same_trouble',
  correction: 'correction',
  cancellation: 'cancellation',
  complaint: 'complaint',
} as const satisfies Record<string, TicketRole>

async function actOnTicket(
  tx: Tx,
  input: Decider,
  { message, verdict, isSure }: { message: MessageInContext; verdict: Verdict; isSure: boolean },
): Promise<Id | null> {
  const code = verdict.code as keyof typeof roles
  if (verdict.ticket === null) return null
  const ticket = await standingTicket(tx, verdict.ticket.id)
  const change: TicketChange = {}
  if (code === 'cancellation') {
    const mayEnd = isSure && ticket.priority !== 'emergency' && ticket.status !== 'in_progress'
    if (mayEnd) change.status = 'cancelled'
    else change.question = 'maybe_cancelled'
  } else if (code === 'complaint') {
    if (isSure) change.status = 'reopened'
    else change.question = 'maybe_not_solved'
  } else {
    if (rank(verdict.priority) > rank(ticket.priority)) change.priority = verdict.priority
    if (verdict.hazard !== null) Object.assign(change, { hazard: verdict.hazard, priority: 'emergency' })
    const place = placeIn(message)
    if (place !== null && (ticket.place === null || code === 'correction')) change.place = place
    if (verdict.wanted !== null && (ticket.wanted === null || code === 'correction'))
      change.wanted = verdict.wanted
    if (code === 'correction') Object.assign(change, corrected(ticket, verdict, change))
    if (ticket.category === 'other' && verdict.category !== 'other') change.category = verdict.category
  }
  const { at } = await beginAct(tx, { clock: input.clock, actor: itself, note: noteOf(verdict) })
  await linkMessages(tx, {
    ...{ at, actor: itself, ticketId: ticket.id },
    messages: [{ messageId: message.id, role: roles[code] }],
  })
  if (Object.keys(change).length > 0)
    await changeTicket(tx, {
      clock: input.clock,
      actor: itself,
      id: ticket.id,
      change,
      note: noteOf(verdict),
    })
  if (ticket.hazard === null) await tellOfDanger(tx, input, { ticketId: ticket.id, verdict, message })
  await tell(
    tx,
    input,
    Object.keys(change).length > 0 ? 'ticket.changed' : 'ticket.linked',
    ticket.id,
    verdict,
  )
  return ticket.id
}

/** Title and place with the right word in the place of the wrong one. */
function corrected(
  ticket: { title: string | null; place: string | null },
  { instead }: Verdict,
  change: TicketChange,
): TicketChange {
  if (instead === null || instead === undefined) return {}
  const wrong = new RegExp(
    `(?<![\\p{L}\\p{N}])${instead.wrong.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'giu',
  )
  const put = (text: string) => text.replace(wrong, () => instead.right)
  const set: TicketChange = {}
  if (ticket.title !== null && put(ticket.title) !== ticket.title) set.title = put(ticket.title)
  if (change.place === undefined && ticket.place !== null && put(ticket.place) !== ticket.place)
    set.place = put(ticket.place)
  return set
}

function rank(priority: (typeof ticketPriorities)[number]): number {
  return ticketPriorities.indexOf(priority)
}

function placeIn({ understanding: { findings } }: MessageInContext): string | null {
  const address = findings.find(({ kind }) => kind === 'address')
  return address === undefined ? null : String(address.value).slice(0, 300)
}

/** The customer has spoken, whom the clock of a ticket stood still for: it runs again. */
async function resumeWaiting(
  tx: Tx,
  { clock }: Decider,
  {
    message,
    tickets,
  }: { message: MessageInContext; tickets: readonly { id: Id; conversationIds: readonly Id[] }[] },
): Promise<void> {
  if (message.automatic) return
  for (const { id, conversationIds } of tickets) {
    if (!conversationIds.includes(message.conversationId)) continue
    const ticket = await standingTicket(tx, id)
    if (ticket.status !== 'waiting_customer' || ticket.statusSince.getTime() > message.atMs) continue
    const note = { code: 'customer_answered', messageId: message.id }
    await changeTicket(tx, { clock, actor: itself, id, change: { status: 'open' }, note })
  }
}

/** Words of safety go to the top of what is said of a danger to life. */
async function tellOfDanger(
  tx: Tx,
  { clock }: Decider,
  { ticketId, verdict, message }: { ticketId: Id; verdict: Verdict; message: MessageInContext },
): Promise<void> {
  if (verdict.hazard === null) return
  const { hazard } = verdict
  const note = await safetyNote(tx, { hazard, language: message.understanding.language })
  await noteActivity(tx, { clock, actor: itself, ticketId, note })
}

/** Why, without the words: spans are places in messages, which may be erased. */
function noteOf({ code, confidence, reasons }: Verdict): Record<string, unknown> {
  return {
    code,
    confidence: Math.round(confidence * 1000) / 1000,
    reasons: reasons.map(({ text: _, ...reason }) => reason),
  }
}

async function tell(
  tx: Tx,
  { audit, tenantId }: Decider,
  action: `ticket.${string}`,
  ticketId: Id,
  { code, confidence }: Verdict,
): Promise<void> {
  const subject = { kind: 'ticket', id: ticketId }
  const details = { code, confidence: Math.round(confidence * 1000) / 1000 }
  await audit.record(tx, tenantId, { actor: system, action, subject, details })
}

async function writeDecision(
  tx: Tx,
  { clock }: Decider,
  { message, verdict, ticketId }: { message: MessageInContext; verdict: Verdict; ticketId: Id | null },
): Promise<void> {
  const row = {
    messageId: message.id,
    conversationId: message.conversationId,
    understood: message.understood,
    result: ticketId === null ? ('none' as const) : verdict.result,
    code: ticketId === null && verdict.result !== 'none' ? 'left_to_people' : verdict.code,
    ticketId,
    confidence: verdict.confidence,
    byHand: false,
    decidedBy: itself.label,
    decidedAt: clock.now(),
  }
  const { messageId: _, ...again } = row
  await tx
    .insertInto('ticketDecision')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenantId', 'messageId']).doUpdateSet(again))
    .execute()
}

/** What is settled carries the present versions, so that it is not looked at again. */
async function keepDecided(
  tx: Tx,
  { clock }: Decider,
  messages: readonly MessageStanding[],
): Promise<number> {
  const stale = messages.filter(({ isSettled, isDecided }) => isSettled && !isDecided)
  for (const message of stale)
    await tx
      .insertInto('ticketDecision')
      .values({
        messageId: message.id,
        conversationId: message.conversationId,
        understood: message.understood,
        result: 'none',
        code: 'settled',
        ticketId: null,
        confidence: 1,
        byHand: false,
        decidedBy: itself.label,
        decidedAt: clock.now(),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenantId', 'messageId'])
          .doUpdateSet({ conversationId: message.conversationId, understood: message.understood }),
      )
      .execute()
  return stale.length
}
