import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { ReplyShown } from '../contract/replies.ts'
import type { RejectionReason, Suggestion } from '../contract/suggestions.ts'
import { type WrittenReply, writeReply } from '../replies/replies.ts'
import { editsBetween } from '../search/search.ts'
import type { Tx } from '../store/store.ts'
import { isCurrent } from './current.ts'
import { lockConversation } from './keep.ts'
import { readSuggestion, type SuggestionRow, suggestionNotFound } from './read.ts'

type Decider = { clock: Clock; id: Id; decidedBy: string; deciderId: Id | null }

type Approval = Decider &
  Pick<WrittenReply, 'seenMessageId' | 'text' | 'delayMs'> & {
    replyId: Id
    mailIdOf: (way: { sender: string }, conversationId: Id) => string
  }

/**
 * Has a suggestion sent, as it is or edited, as `writeReply` sends what a person wrote: once, in the same transaction, and with its
 * refusals. The same reply id again changes nothing. One whose place a model's draft has taken meanwhile is sent all the same: it is
 * what the person read. Refuses with `suggestion_not_found`, `suggestion_gone`.
 */
export async function approveSuggestion(
  tx: Tx,
  input: Approval,
): Promise<{ suggestion: Suggestion; reply: ReplyShown }> {
  const row = await lock(tx, input.id)
  const isAgain = row.replyId === input.replyId
  if (!isAgain && row.state !== 'pending' && row.state !== 'expired') throw gone()
  const { conversationId } = row
  const reply = await writeReply(tx, {
    ...{ clock: input.clock, id: input.replyId, conversationId, text: input.text, delayMs: input.delayMs },
    ...{ seenMessageId: input.seenMessageId, writtenBy: input.decidedBy, writerId: input.deciderId },
    mailIdOf: (way) => input.mailIdOf(way, conversationId),
  })
  if (isAgain) return { suggestion: await readSuggestion(tx, row.id), reply }
  if (row.messageId !== input.seenMessageId || (await isAnswered(tx, row.messageId, reply.id))) throw gone()
  const editDistance = editDistanceOf(row.body, input.text)
  const decidedAt = input.clock.now()
  await tx
    .updateTable('suggestion')
    .set({ state: 'expired', decidedAt })
    .where('conversationId', '=', conversationId)
    .where('state', '=', 'pending')
    .where('id', '<>', row.id)
    .execute()
  return {
    reply,
    suggestion: await change(tx, row, {
      ...{ decidedAt, decidedBy: input.decidedBy, deciderId: input.deciderId, editDistance },
      state: editDistance === 0 ? 'approved' : 'edited',
      replyId: reply.id,
    }),
  }
}

/** Whether another reply to this message went out, or is about to: of two drafts for one question one is sent. */
async function isAnswered(tx: Tx, messageId: Id, besides: Id): Promise<boolean> {
  const { rows } = await sql`
    select from reply where message_id = ${messageId} and id <> ${besides} and state in ('waiting', 'sending', 'unsure', 'sent')
    limit 1`.execute(tx)
  return rows.length > 0
}

/** Notes that a person does not want a suggestion, and why. Refuses with `suggestion_not_found`, `suggestion_gone`. */
export async function rejectSuggestion(
  tx: Tx,
  input: Decider & { reason: RejectionReason; note: string | null },
): Promise<Suggestion> {
  const row = await lock(tx, input.id)
  if (row.state !== 'pending') throw gone()
  return change(tx, row, {
    ...{ decidedAt: input.clock.now(), decidedBy: input.decidedBy, deciderId: input.deciderId },
    ...{ state: 'rejected', rejection: input.reason, note: input.note },
  })
}

/**
 * Takes a rejection back: the suggestion waits for a person again, in the place of one that was made since, and keeps the reason. One
 * that waits already is answered as it is. Refuses with `suggestion_not_found`, and with `suggestion_gone` what nobody has rejected, or
 * where something was said since.
 */
export async function undoRejection(tx: Tx, { clock, id }: { clock: Clock; id: Id }): Promise<Suggestion> {
  const row = await lock(tx, id)
  if (row.state === 'pending') return readSuggestion(tx, id)
  if (row.state !== 'rejected') throw gone()
  await lockConversation(tx, row.conversationId)
  const { rows } = await sql`select from suggestion s where s.id = ${id} and ${isCurrent}`.execute(tx)
  if (rows.length === 0) throw gone()
  await tx
    .updateTable('suggestion')
    .set({ state: 'expired', decidedAt: clock.now() })
    .where('conversationId', '=', row.conversationId)
    .where('state', '=', 'pending')
    .execute()
  return change(tx, row, { state: 'pending', decidedAt: null, decidedBy: null, deciderId: null })
}

/** Longer texts are compared so far. */
const COMPARED_CHARS_MAX = 3_000

/** Levenshtein distance by the longer length, but for space around and line ends: 0 the same, 1 all new. */
export function editDistanceOf(drafted: string, sent: string): number {
  const [from, to] = [drafted, sent].map((text) =>
    text.trim().replace(/\r\n?/g, '\n').slice(0, COMPARED_CHARS_MAX),
  ) as [string, string]
  const longest = Math.max(from.length, to.length)
  return longest === 0 ? 0 : editsBetween(from, to, longest) / longest
}

async function lock(tx: Tx, id: Id): Promise<SuggestionRow> {
  const row = await tx
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw suggestionNotFound()
  return row
}

type Decision = Partial<Omit<SuggestionRow, 'reasons'>>

async function change(tx: Tx, { id }: SuggestionRow, to: Decision): Promise<Suggestion> {
  await tx.updateTable('suggestion').set(to).where('id', '=', id).execute()
  return readSuggestion(tx, id)
}

function gone(): Refusal {
  return new Refusal(
    'suggestion_gone',
    'This suggestion was decided already, or something was said since it was made.',
    'Look at the conversation again, and take what is suggested there now, or write your own.',
    { status: 409 },
  )
}
