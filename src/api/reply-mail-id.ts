import type { Id } from '../base/ids.ts'
import { makeReplyId } from '../channels/channels.ts'
import type { Secrets } from '../secrets/secrets.ts'

/** Makes the id of the mail that a reply goes out as, without angle brackets: one that nobody can make up. */
export function mailIdsOf(
  secrets: Pick<Secrets, 'macKey'>,
  { tenantId, replyId }: { tenantId: Id; replyId: Id },
): (way: { sender: string }, conversationId: Id) => string {
  return ({ sender }, conversationId) => {
    const domain = /@([a-z0-9.-]+)$/i.exec(sender)?.[1] ?? 'plumbline.invalid'
    const key = secrets.macKey('reply_id')
    return makeReplyId(key, { tenantId, conversationId, nonce: replyId, domain }).slice(1, -1)
  }
}
