import { realWaiting, type Waiting } from '../http/backoff.ts'
import { maybeTextAt, textAt } from '../http/json.ts'
import { openPostmarkApi } from './api.ts'
import type { PostmarkConfig } from './config.ts'
import { errorCodeOf, postmarkFault } from './verdict.ts'

export type PostmarkEmail = {
  /** As in a mail, with a name or without; its domain or address must be confirmed at Postmark. */
  from: string
  /** At most 50 in all, with `cc` and `bcc`. */
  to: string[]
  cc?: string[]
  bcc?: string[]
  replyTo?: string
  subject: string
  text: string
  html?: string
  /** Fields beside these, such as In-Reply-To and References. A Message-ID among them is kept. */
  headers?: { name: string; value: string }[]
  /** By which stream it goes: `outbound` (transactional) where nothing is said. */
  messageStream?: string
  /** 10 MB in all, with the texts. */
  attachments?: { name: string; mediaType: string; bytes: Buffer; contentId?: string }[]
  /** Comes back with what Postmark tells of the mail. */
  metadata?: Record<string, string>
  /** Puts a picture into `html` that tells when it is fetched. */
  trackOpens?: boolean
}

/** Why Postmark did not take an email, for good: the same again will not do. */
export type PostmarkRefusal =
  /** It came back before, or was called spam: Postmark sends nothing to the address until it is activated again. */
  | 'inactive_recipient'
  /** The sender is not known there, or not confirmed. */
  | 'unknown_sender'
  /** The account may not send: not approved, or out of credit. */
  | 'account_may_not_send'
  | 'unknown_stream'
  | 'attachment_refused'
  | 'too_large'
  /** An address is none, or a part is missing. */
  | 'invalid'

export type PostmarkSent =
  | { kind: 'sent'; messageId: string; atMs: number }
  | { kind: 'refused'; why: PostmarkRefusal; errorCode: number }

/** By ErrorCode (postmarkapp.com/developer/api/overview). */
const REFUSALS: Readonly<Record<number, PostmarkRefusal>> = {
  400: 'unknown_sender',
  401: 'unknown_sender',
  405: 'account_may_not_send',
  406: 'inactive_recipient',
  411: 'attachment_refused',
  412: 'account_may_not_send',
  413: 'account_may_not_send',
  1221: 'unknown_stream',
  1226: 'unknown_stream',
}

/**
 * Sends an email by Postmark. What Postmark will not take is told as refused. Throws `WireError`: `busy` when it asks to
 * wait, `credentials_refused` for the token; after `unreachable` or `timeout` it may have been sent all the same.
 */
export async function sendPostmark(
  config: PostmarkConfig,
  email: PostmarkEmail,
  { signal, waiting = realWaiting }: { signal: AbortSignal; waiting?: Waiting },
): Promise<PostmarkSent> {
  const answer = await openPostmarkApi(config, waiting).send(bodyOf(email), signal)
  const errorCode = errorCodeOf(answer)
  if (answer.status < 300 && errorCode === 0) {
    const { json } = answer
    const atMs = Date.parse(maybeTextAt(json, 'SubmittedAt') ?? '')
    return {
      kind: 'sent',
      messageId: textAt(json, 'MessageID'),
      atMs: Number.isNaN(atMs) ? waiting.clock.now().getTime() : atMs,
    }
  }
  if (answer.status === 413) return { kind: 'refused', why: 'too_large', errorCode }
  const isRefused = answer.status === 422 || answer.status < 300
  if (!isRefused || errorCode === 0 || errorCode === 10) throw postmarkFault(answer)
  return { kind: 'refused', why: REFUSALS[errorCode] ?? 'invalid', errorCode }
}

/**
 * Postmark's MessageID of a mail that was sent with this among its `metadata`, or null. Some seconds pass until it knows a new
 * one. Throws `WireError`.
 */
export function findPostmark(
  config: PostmarkConfig,
  metadata: { name: string; value: string },
  { signal, waiting = realWaiting }: { signal: AbortSignal; waiting?: Waiting },
): Promise<string | null> {
  return openPostmarkApi(config, waiting).sent(metadata, signal)
}

/** Has Postmark hand a message that failed (`filesMissing`) to our webhook once more, with all of its files. */
export function retryPostmark(
  config: PostmarkConfig,
  id: string,
  { signal, waiting = realWaiting }: { signal: AbortSignal; waiting?: Waiting },
): Promise<void> {
  return openPostmarkApi(config, waiting).retry(id, signal)
}

function bodyOf(email: PostmarkEmail): object {
  const { headers = [], attachments = [] } = email
  // Postmark gives a Message-ID of its own unless it is told to keep ours.
  const keeps = headers.some(({ name }) => name.toLowerCase() === 'message-id')
  const fields = keeps ? [...headers, { name: 'X-PM-KeepID', value: 'true' }] : headers
  return {
    From: email.from,
    To: email.to.join(', '),
    Cc: email.cc?.join(', '),
    Bcc: email.bcc?.join(', '),
    ReplyTo: email.replyTo,
    Subject: email.subject,
    TextBody: email.text,
    HtmlBody: email.html,
    Headers: fields.map(({ name, value }) => ({ Name: name, Value: value })),
    MessageStream: email.messageStream ?? 'outbound',
    Attachments: attachments.map(({ name, mediaType, bytes, contentId }) => ({
      Name: name,
      Content: bytes.toString('base64'),
      ContentType: mediaType,
      ...(contentId === undefined ? {} : { ContentID: `cid:${contentId}` }),
    })),
    Metadata: email.metadata,
    TrackOpens: email.trackOpens ?? false,
  }
}
