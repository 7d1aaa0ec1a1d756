import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { NoWayReason, ReplyShown } from '../contract/replies.ts'
import type { Db, Tx } from '../store/store.ts'
import { replyNotFound, showReply } from './reply.ts'
import { findWay } from './way.ts'

/** How long a message may be, in parts of 160: Google Voice takes a dozen and no letter. */
const TEXT_PARTS_MAX = 10
const PART_CHARS = 160

export type WrittenReply = {
  clock: Clock
  /** UUID from where it was written. */
  id: Id
  conversationId: Id
  seenMessageId: Id
  text: string
  writtenBy: string
  /** Who that is, to be told when it does not arrive; null where it is nobody of the firm. */
  writerId?: Id | null
  /** So long it can be taken back. */
  delayMs: number
  /** Makes the id of the mail, without angle brackets. */
  mailIdOf: (way: { sender: string }) => string
}

/**
 * Notes that a person wants a reply sent; the same id again changes nothing. Refuses with `reply_overtaken` where somebody
 * wrote what the person has not seen, with `no_way_to_reply`, `text_too_long`, `reply_differs` (the id stands for another), and
 * `conversation_not_found`.
 */
export async function writeReply(tx: Tx, input: WrittenReply): Promise<ReplyShown> {
  await sql`select pg_advisory_xact_lock(hashtextextended('replies:' || ${input.conversationId}, 0))`.execute(
    tx,
  )
  const there = await tx
    .selectFrom('reply')
    .select(['body', 'messageId'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (there !== undefined) {
    if (there.body !== input.text) throw differs()
    return showReply(tx, input.id)
  }
  const { way, reason, newestMessageId } = await findWay(tx, input.conversationId)
  if (!(await hasSeenAll(tx, input)) || (await isOthersWaiting(tx, input))) throw overtaken()
  if (way === null) throw noWay(reason ?? 'nobody_known')
  if (way.kind !== 'email' && [...input.text].length > TEXT_PARTS_MAX * PART_CHARS) throw tooLong()
  const now = input.clock.now()
  await tx
    .insertInto('reply')
    .values({
      id: input.id,
      messageId: newestMessageId,
      sourceId: way.sourceId,
      sender: way.sender,
      way: way.kind,
      recipients: way.recipients,
      subject: way.subject,
      body: input.text,
      mailId: input.mailIdOf(way),
      answers: way.answers,
      state: 'waiting',
      writtenBy: input.writtenBy,
      writerId: input.writerId ?? null,
      writtenAt: now,
      sendAt: new Date(now.getTime() + input.delayMs),
    })
    .execute()
  return showReply(tx, input.id)
}

/** Whether all that came into a conversation after what somebody saw of it is what they sent from here themselves. */
async function hasSeenAll(
  db: Db,
  {
    conversationId,
    seenMessageId,
    writtenBy,
  }: Pick<WrittenReply, 'conversationId' | 'seenMessageId' | 'writtenBy'>,
): Promise<boolean> {
  const { rows } = await sql<{ hasSeenAll: boolean | null }>`
    select bool_or(e.message_id = ${seenMessageId})
      and bool_and(e.message_id = ${seenMessageId} or exists (
        select from message m
        join raw_item i on i.tenant_id = m.tenant_id and i.id = m.raw_item_id
        join reply own on own.tenant_id = i.tenant_id and own.source_id = i.source_id and own.state = 'sent'
          and own.written_by = ${writtenBy} and coalesce(own.provider_id, 'sent:' || own.mail_id) = i.external_id
        where m.tenant_id = e.tenant_id and m.id = e.message_id)) as has_seen_all
    from thread_entry e
    where e.conversation_id = ${conversationId} and e.message_id >= ${seenMessageId}`.execute(db)
  return rows[0]?.hasSeenAll ?? false
}

/** Whether a colleague's reply to the same conversation is on its way: it would be a second answer, unseen. */
async function isOthersWaiting(tx: Tx, { conversationId, writtenBy }: WrittenReply): Promise<boolean> {
  const { rows } = await sql`
    select from reply r join thread_entry e on e.tenant_id = r.tenant_id and e.message_id = r.message_id
    where e.conversation_id = ${conversationId} and r.state in ('waiting', 'sending') and r.written_by <> ${writtenBy}
    limit 1`.execute(tx)
  return rows.length > 0
}

/** Takes a reply back that is not on its way. Refuses with `reply_not_found`, `reply_gone` when it is too late. */
export async function withdrawReply(tx: Tx, id: Id): Promise<ReplyShown> {
  await change(tx, { id, from: ['waiting', 'failed'], to: { state: 'withdrawn' } })
  return showReply(tx, id)
}

/**
 * Sends a reply again that failed, by a person who has seen `seenMessageId`. Refuses with `reply_not_found`, `reply_gone`, and
 * `reply_overtaken` where something newer was written.
 */
export async function retryReply(
  tx: Tx,
  { clock, id, seenMessageId }: { clock: Clock; id: Id; seenMessageId: Id },
): Promise<ReplyShown> {
  const there = await tx
    .selectFrom('reply')
    .innerJoin('threadEntry', 'threadEntry.messageId', 'reply.messageId')
    .select(['threadEntry.conversationId', 'reply.writtenBy'])
    .where('reply.id', '=', id)
    .executeTakeFirst()
  if (there === undefined) throw replyNotFound()
  if (!(await hasSeenAll(tx, { ...there, seenMessageId }))) throw overtaken()
  const now = clock.now()
  const to = { state: 'waiting', messageId: seenMessageId, sendAt: now, troubleCode: null, tries: 0 }
  await change(tx, { id, from: ['failed'], to })
  return showReply(tx, id)
}

/** What a person found out of a reply of which nobody knew whether it was sent. Refuses with `reply_not_found`, `reply_gone`. */
export async function settleReply(
  tx: Tx,
  { clock, id, sent }: { clock: Clock; id: Id; sent: boolean },
): Promise<ReplyShown> {
  const now = clock.now()
  const to = sent
    ? { state: 'sent', sentAt: now, troubleCode: null }
    : { state: 'waiting', sendAt: now, troubleCode: null, maybeSentAt: null, tries: 0 }
  await change(tx, { id, from: ['unsure'], to })
  return showReply(tx, id)
}

async function change(
  tx: Tx,
  { id, from, to }: { id: Id; from: string[]; to: Record<string, unknown> },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('reply')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  const there = await tx.selectFrom('reply').select('id').where('id', '=', id).executeTakeFirst()
  if (there === undefined) throw replyNotFound()
  throw new Refusal(
    'reply_gone',
    'It is too late for that: the reply is sent, on its way, or taken back already.',
    'Look at the conversation: it shows what became of the reply.',
    { status: 409 },
  )
}

function overtaken(): Refusal {
  return new Refusal(
    'reply_overtaken',
    'Something new was written in this conversation that you have not seen.',
    'Read it, then send your reply, or change it first.',
    { status: 409 },
  )
}

function differs(): Refusal {
  return new Refusal(
    'reply_differs',
    'Another reply has this id.',
    'Give each reply a new UUID; the same one again means the same reply.',
    { status: 409 },
  )
}

function tooLong(): Refusal {
  return new Refusal(
    'text_too_long',
    `A text message has ${TEXT_PARTS_MAX * PART_CHARS} characters at most.`,
    'Say it shorter, or in two messages.',
  )
}

const NO_WAY: Record<NoWayReason, [message: string, next: string]> = {
  nobody_known: ['Nobody knows who the other side is.', 'Call them if you know who it is.'],
  no_forwarded_text: [
    'Google Voice takes answers by mail only to numbers whose text it forwarded to a mailbox that is read here.',
    'Answer in Google Voice; or have it forward texts to a Gmail account that is a source here.',
  ],
  group_text: ['Google Voice takes no answers by mail to groups.', 'Answer in Google Voice.'],
  agent_chat: ['A chat with an AI agent cannot be answered from here.', 'Reach the customer by another way.'],
  automatic_sender: ['A machine sent this, and nobody reads what is answered.', 'Nothing needs to be sent.'],
  sender_forged: [
    'This is not from whom it says it is from.',
    'Reach the customer by a number or address that you know.',
  ],
  own_address: ['This is the firm’s own address.', 'Write to somebody else.'],
  source_not_asked: [
    'The account that this came by is paused, waits for a person, or was taken away.',
    'See to it under Sources, then send again.',
  ],
  no_outgoing_server: [
    'No server for outgoing mail is set for this mailbox.',
    'Take it away under Sources and add it again with one; nothing is doubled. Then send again.',
  ],
}

function noWay(reason: NoWayReason): Refusal {
  const [message, next] = NO_WAY[reason]
  return new Refusal('no_way_to_reply', message, next, { status: 409 })
}
