import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { isOfMachine, type ParsedMessage, readReplyId } from '../channels/channels.ts'
import { askOfAnswers, normalizeAddress } from '../customers/customers.ts'
import type { Tx } from '../store/store.ts'

/**
 * Where a mail answers one that went out from here, by an id that nobody can make up, whoever wrote it has read that one: from another
 * address than it was sent to, it may be the same customer's, and a person is asked. What a machine answers, or a sender whose domain
 * does not stand behind it, says nothing. The conversation it is put to stays its own until then.
 */
export async function askWhoAnswers(
  tx: Tx,
  input: {
    clock: Clock
    tenantId: Id
    region: string
    /** Key of the ids that replies go out under. */
    replyKey: Buffer
    messages: readonly ParsedMessage[]
  },
): Promise<void> {
  const { clock, tenantId, region, replyKey } = input
  const answers = input.messages.flatMap((message) => {
    const { direction, senderProof, labels, peer, answers = [] } = message
    if (direction !== 'in' || senderProof === 'failed' || peer === null || isOfMachine(labels)) return []
    const conversationId = answers.flatMap((id) => readReplyId(replyKey, tenantId, id) ?? []).at(-1)
    return conversationId === undefined
      ? []
      : [{ address: normalizeAddress(peer, region).value, conversationId }]
  })
  if (answers.length === 0) return
  const conversations = await tx
    .selectFrom('conversation')
    .select(['id', 'participantsId'])
    .where(
      'id',
      'in',
      answers.map(({ conversationId }) => conversationId),
    )
    .execute()
  const participants = new Map(conversations.map(({ id, participantsId }) => [id, participantsId]))
  await askOfAnswers(tx, {
    clock,
    answers: answers.flatMap(({ address, conversationId }) => {
      const participantsId = participants.get(conversationId)
      return participantsId === undefined ? [] : [{ address, participantsId }]
    }),
  })
}
