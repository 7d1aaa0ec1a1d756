import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { type Id, isId } from '../../base/ids.ts'

/** 128 bits: enough that nobody guesses one, and short enough for a line. */
const MAC_BYTES = 16

/**
 * A `Message-ID`, with its angle brackets, for a mail that belongs to a conversation; who answers it names it in
 * `References`, and nobody else can make one up (HMAC-SHA-256 over firm, conversation and nonce). Some 100 characters, all of
 * them lower case, since servers exist that do not keep the case. `nonce` makes it the only one: a UUID, or letters and
 * digits. Throws RangeError for anything that cannot stand in an id.
 */
export function makeReplyId(
  key: KeyObject | Buffer,
  {
    tenantId,
    conversationId,
    nonce,
    domain,
  }: { tenantId: Id; conversationId: Id; nonce: string; domain: string },
): string {
  const once = nonce.replaceAll('-', '').toLowerCase()
  if (!isId(tenantId) || !isId(conversationId)) throw new RangeError('A reply id needs UUIDs.')
  if (!/^[0-9a-z]{1,40}$/.test(once)) throw new RangeError('A nonce has 1 to 40 letters and digits.')
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i.test(domain))
    throw new RangeError('This is no domain name.')
  const conversation = conversationId.replaceAll('-', '')
  return `<${MARK}.${conversation}.${once}.${mac(key, tenantId, conversation, once)}@${domain.toLowerCase()}>`
}

const MARK = 'plumbline'
const REPLY_ID = /^<?plumbline\.([0-9a-f]{32})\.([0-9a-z]{1,40})\.([0-9a-f]{32})@[^@<>\s]+>?$/

/**
 * The conversation that a message id was made for by `makeReplyId` with this key and firm, whatever its domain; null for every other. The
 * time it takes tells nothing of how near a forged one came.
 */
export function readReplyId(key: KeyObject | Buffer, tenantId: Id, messageId: string): Id | null {
  if (messageId.length > 400) return null
  const [, conversation, nonce, claimed] = REPLY_ID.exec(messageId.trim().toLowerCase()) ?? []
  if (conversation === undefined || nonce === undefined || claimed === undefined) return null
  const made = Buffer.from(mac(key, tenantId, conversation, nonce), 'hex')
  if (!timingSafeEqual(made, Buffer.from(claimed, 'hex'))) return null
  return conversation.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function mac(key: KeyObject | Buffer, tenantId: Id, conversation: string, nonce: string): string {
  const text = `reply-id\n${tenantId}\n${conversation}\n${nonce}`
  return createHmac('sha256', key)
    .update(text)
    .digest('hex')
    .slice(0, 2 * MAC_BYTES)
}
