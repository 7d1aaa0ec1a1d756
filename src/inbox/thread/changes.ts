import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Tx } from '../../store/store.ts'
import type { ThreadRule } from './rule.ts'
import { threadParticipants } from './stage.ts'

/** What a person changed: the conversation that stays, and the one merged in or split off. */
export type ThreadChange = { changeId: Id; conversationId: Id; otherConversationId: Id }

type By = { clock: Clock; rule: ThreadRule; by: string }

/** Puts the messages of `otherConversationId` into `conversationId`. Refuses one that is itself, gone, or merged already. */
export async function mergeConversations(
  tx: Tx,
  input: By & { conversationId: Id; otherConversationId: Id },
): Promise<ThreadChange> {
  const kept = await standingConversation(tx, input.conversationId)
  const absorbed = await standingConversation(tx, input.otherConversationId)
  if (kept.id === absorbed.id) {
    throw new Refusal(
      'same_conversation',
      'A conversation cannot be merged with itself.',
      'Choose another conversation.',
    )
  }
  const changeId = newId(input.clock)
  await tx
    .insertInto('threadChange')
    .values({
      id: changeId,
      kind: 'merge',
      conversationId: kept.id,
      otherConversationId: absorbed.id,
      madeBy: input.by,
      madeAt: input.clock.now(),
    })
    .execute()
  await threadParticipants(tx, { ...input, participantsIds: [kept.participantsId, absorbed.participantsId] })
  return { changeId, conversationId: kept.id, otherConversationId: absorbed.id }
}

/** Cuts a conversation before `messageId`: that message and what follows become a conversation of their own. */
export async function splitConversation(
  tx: Tx,
  input: By & { conversationId: Id; messageId: Id },
): Promise<ThreadChange> {
  const conversation = await standingConversation(tx, input.conversationId)
  const entry = await tx
    .selectFrom('threadEntry')
    .select(['messageId', 'participantsId'])
    .where('messageId', '=', input.messageId)
    .where('conversationId', '=', conversation.id)
    .executeTakeFirst()
  if (entry === undefined) {
    throw new Refusal(
      'message_not_here',
      'That message is not in this conversation.',
      'Reload the conversation and choose the message again.',
      { status: 404 },
    )
  }
  const first = await tx
    .selectFrom('threadEntry')
    .select('messageId')
    .where('conversationId', '=', conversation.id)
    .orderBy('at')
    .orderBy('messageId')
    .limit(1)
    .executeTakeFirst()
  if (first?.messageId === entry.messageId) {
    throw new Refusal(
      'nothing_to_split',
      'That message is the first of its conversation already.',
      'Choose a later message to split before.',
    )
  }
  const changeId = newId(input.clock)
  await tx
    .insertInto('threadChange')
    .values({
      id: changeId,
      kind: 'split',
      conversationId: conversation.id,
      messageId: entry.messageId,
      madeBy: input.by,
      madeAt: input.clock.now(),
    })
    .execute()
  await threadParticipants(tx, { ...input, participantsIds: [entry.participantsId] })
  const after = await tx
    .selectFrom('threadEntry')
    .select('conversationId')
    .where('messageId', '=', entry.messageId)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('threadChange')
    .set({ otherConversationId: after.conversationId })
    .where('id', '=', changeId)
    .execute()
  return { changeId, conversationId: conversation.id, otherConversationId: after.conversationId }
}

/** Takes a merge or split back: what was before is again, to the letter. Later changes of the same conversations go first. */
export async function undoThreadChange(tx: Tx, input: By & { changeId: Id }): Promise<ThreadChange> {
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
    .where('id', '!=', change.id)
    .where((where) => where.or([where('conversationId', 'in', ids), where('otherConversationId', 'in', ids)]))
    .where((where) =>
      where.or([
        where('madeAt', '>', change.madeAt),
        where.and([where('madeAt', '=', change.madeAt), where('id', '>', change.id)]),
      ]),
    )
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
  const participants = await tx
    .selectFrom('conversation')
    .select('participantsId')
    .where('id', 'in', ids)
    .execute()
  await threadParticipants(tx, {
    ...input,
    participantsIds: participants.map(({ participantsId }) => participantsId),
  })
  return {
    changeId: change.id,
    conversationId: change.conversationId,
    otherConversationId: change.otherConversationId,
  }
}

/** Lays a conversation away, or takes it out again, by hand. */
export async function setArchived(
  tx: Tx,
  input: By & { conversationId: Id; archived: boolean },
): Promise<void> {
  const conversation = await standingConversation(tx, input.conversationId)
  await tx
    .updateTable('conversation')
    .set({ archivedAt: input.archived ? input.clock.now() : null })
    .where('id', '=', conversation.id)
    .execute()
  await threadParticipants(tx, { ...input, participantsIds: [conversation.participantsId] })
}

async function standingConversation(tx: Tx, id: Id): Promise<{ id: Id; participantsId: Id }> {
  const conversation = await tx
    .selectFrom('conversation')
    .select(['id', 'participantsId', 'mergedInto'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (conversation === undefined) {
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
  return conversation
}
