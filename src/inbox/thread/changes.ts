import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../store/store.ts'
import type { Point } from './hand-changes.ts'
import type { ThreadRule } from './rule.ts'
import { lockThreads, threadParticipants } from './stage.ts'

/** What a person changed: the conversation that stays, and the one merged in or split off. */
export type ThreadChange = { changeId: Id; conversationId: Id; otherConversationId: Id }

type By = { clock: Clock; rule: ThreadRule; by: string }

/** Puts the messages of `otherConversationId` into `conversationId`. Refuses one that is itself, gone, or merged already. */
export async function mergeConversations(
  tx: Tx,
  input: By & { conversationId: Id; otherConversationId: Id },
): Promise<ThreadChange> {
  await lockThreads(tx)
  const kept = await standingConversation(tx, input.conversationId)
  const absorbed = await standingConversation(tx, input.otherConversationId)
  if (kept.id === absorbed.id) {
    throw new Refusal(
      'same_conversation',
      'A conversation cannot be merged with itself.',
      'Choose another conversation.',
    )
  }
  const changeId = await writeChange(tx, {
    ...input,
    kind: 'merge',
    conversationId: kept.id,
    otherConversationId: absorbed.id,
  })
  await threadAround(tx, input, [kept.anchor, absorbed.anchor])
  return { changeId, conversationId: kept.id, otherConversationId: absorbed.id }
}

/**
 * Cuts a conversation before `messageId`: that message and what follows become a conversation of their own. The
 * conversation stays where its anchor is; the other part is new, or was merged in before and stands again.
 */
export async function splitConversation(
  tx: Tx,
  input: By & { conversationId: Id; messageId: Id },
): Promise<ThreadChange> {
  await lockThreads(tx)
  const conversation = await standingConversation(tx, input.conversationId)
  const entries = await readEntries(tx, conversation.id)
  const at = entries.findIndex(({ messageId }) => messageId === input.messageId)
  const before = entries[at - 1]
  const first = entries[at]
  if (first === undefined) {
    throw new Refusal(
      'message_not_here',
      'That message is not in this conversation.',
      'Reload the conversation and choose the message again.',
      { status: 404 },
    )
  }
  if (before === undefined) {
    throw new Refusal(
      'nothing_to_split',
      'That message is the first of its conversation already.',
      'Choose a later message to split before.',
    )
  }
  const changeId = await writeChange(tx, {
    ...input,
    kind: 'split',
    conversationId: conversation.id,
    messageId: first.messageId,
  })
  await threadAround(tx, input, [conversation.anchor, first])
  const parts = await tx
    .selectFrom('threadEntry')
    .select('conversationId')
    .where('messageId', 'in', [before.messageId, first.messageId])
    .execute()
  const other = parts.find(({ conversationId }) => conversationId !== conversation.id)
  if (other === undefined) throw new Error('A conversation that was split has two parts.')
  await tx
    .updateTable('threadChange')
    .set({ otherConversationId: other.conversationId })
    .where('id', '=', changeId)
    .execute()
  return { changeId, conversationId: conversation.id, otherConversationId: other.conversationId }
}

/** Takes a merge or split back: what was before is again, to the letter. Later changes of the same conversations go first. */
export async function undoThreadChange(tx: Tx, input: By & { changeId: Id }): Promise<ThreadChange> {
  await lockThreads(tx)
  const change = await tx
    .selectFrom('threadChange')
    .selectAll()
    .where('id', '=', input.changeId)
    .executeTakeFirst()
  if (change === undefined || change.otherConversationId === null) {
    throw new Refusal(
      'change_not_found',
      'There is no such change.',
      'Reload the conversation to see its changes.',
      { status: 404 },
    )
  }
  if (change.undoneAt !== null) {
    throw new Refusal(
      'already_undone',
      'That change was undone already.',
      'Reload the conversation to see how it stands.',
      { status: 409 },
    )
  }
  const ids = [change.conversationId, change.otherConversationId]
  const later = await tx
    .selectFrom('threadChange')
    .select('id')
    .where('undoneAt', 'is', null)
    .where((where) => where.or([where('conversationId', 'in', ids), where('otherConversationId', 'in', ids)]))
    .where('madeAt', '>', change.madeAt)
    .executeTakeFirst()
  if (later !== undefined) {
    throw new Refusal(
      'later_change_first',
      'These conversations were changed again since.',
      'Undo the later change first.',
      { status: 409 },
    )
  }
  await tx
    .updateTable('threadChange')
    .set({ undoneAt: input.clock.now(), undoneBy: input.by })
    .where('id', '=', change.id)
    .execute()
  await threadAround(tx, input, await readAnchors(tx, ids))
  return {
    changeId: change.id,
    conversationId: change.conversationId,
    otherConversationId: change.otherConversationId,
  }
}

/**
 * Lays a conversation away, or takes it out again, by hand. What silence or its labels have archived stays out until it
 * has been silent anew.
 */
export async function setArchived(
  tx: Tx,
  input: By & { conversationId: Id; archived: boolean },
): Promise<void> {
  await lockThreads(tx)
  const conversation = await standingConversation(tx, input.conversationId)
  const now = input.clock.now()
  const say = async (said: { archivedAt: Date | null; takenOutAt?: Date | null }) => {
    await tx.updateTable('conversation').set(said).where('id', '=', conversation.id).execute()
    await threadAround(tx, input, [conversation.anchor])
  }
  if (input.archived) return say({ archivedAt: now, takenOutAt: null })
  await say({ archivedAt: null })
  const { status } = await tx
    .selectFrom('conversation')
    .select('status')
    .where('id', '=', conversation.id)
    .executeTakeFirstOrThrow()
  if (status === 'archived') await say({ archivedAt: null, takenOutAt: now })
}

/** Threads what these messages belong to again. */
async function threadAround(tx: Tx, { clock, rule }: By, touched: readonly Point[]): Promise<void> {
  await threadParticipants(tx, { clock, rule, participantsIds: [], touched })
}

/** Notes a change. Its time is later than that of any other, so that changes have one order. */
async function writeChange(
  tx: Tx,
  input: By &
    (
      | { kind: 'merge'; conversationId: Id; otherConversationId: Id }
      | { kind: 'split'; conversationId: Id; messageId: Id }
    ),
): Promise<Id> {
  const id = newId(input.clock)
  const latest = await tx
    .selectFrom('threadChange')
    .select((select) => select.fn.max('madeAt').as('madeAt'))
    .executeTakeFirst()
  const nowMs = input.clock.now().getTime()
  await tx
    .insertInto('threadChange')
    .values({
      id,
      kind: input.kind,
      conversationId: input.conversationId,
      ...(input.kind === 'merge'
        ? { otherConversationId: input.otherConversationId }
        : { messageId: input.messageId }),
      madeBy: input.by,
      madeAt: new Date(Math.max(nowMs, (latest?.madeAt?.getTime() ?? 0) + 1)),
    })
    .execute()
  return id
}

/** Messages of a conversation in the order in which they were said. */
async function readEntries(tx: Tx, conversationId: Id): Promise<Point[]> {
  const { rows } = await sql<Point>`
    select m.id as message_id, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms
    from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.conversation_id = ${conversationId}
    order by m.at, m.identity, m.id`.execute(tx)
  return rows
}

/** The messages that conversations are anchored at. */
async function readAnchors(tx: Tx, conversationIds: readonly Id[]): Promise<Point[]> {
  const { rows } = await sql<Point>`
    select m.id as message_id, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms
    from conversation c join message m on m.tenant_id = c.tenant_id and m.id = c.anchor_message_id
    where c.id = any(${conversationIds as Id[]}::uuid[])`.execute(tx)
  return rows
}

async function standingConversation(tx: Tx, id: Id): Promise<{ id: Id; anchor: Point }> {
  const conversation = await tx
    .selectFrom('conversation')
    .select(['id', 'mergedInto'])
    .where('id', '=', id)
    .executeTakeFirst()
  const [anchor] = await readAnchors(tx, [id])
  if (conversation === undefined || anchor === undefined) {
    throw new Refusal(
      'conversation_not_found',
      'There is no such conversation.',
      'Go back to the inbox and open it from there.',
      { status: 404 },
    )
  }
  if (conversation.mergedInto !== null) {
    throw new Refusal(
      'conversation_merged',
      'That conversation was merged into another.',
      'Open the one it was merged into.',
      { status: 409 },
    )
  }
  return { id, anchor }
}
