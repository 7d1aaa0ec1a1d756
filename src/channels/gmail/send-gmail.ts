import { realWaiting, type Waiting } from '../http/backoff.ts'
import { openGmailApi } from './api.ts'
import type { GmailConfig, GmailTokens } from './config.ts'

type Io = { tokens: GmailTokens; signal: AbortSignal; waiting?: Waiting }

/**
 * Sends a mail (RFC 5322) as the account, into a thread where `threadId` names one; then References, In-Reply-To and
 * Subject must fit it. Needs `gmail.send`. Returns Gmail's ids. Throws `WireError`; after `unreachable`, `timeout` or
 * `busy` without `retryAfterMs` it may have been sent all the same: `findGmail` tells.
 */
export function sendGmail(
  config: GmailConfig,
  mail: { raw: Buffer; threadId?: string },
  { tokens, signal, waiting = realWaiting }: Io,
): Promise<{ id: string; threadId: string }> {
  return openGmailApi(config, tokens, waiting).send(mail, signal)
}

/** Gmail's id of the mail with a Message-ID (without its angle brackets), or null. Some seconds pass until it knows a new one. */
export function findGmail(
  config: GmailConfig,
  messageId: string,
  { tokens, signal, waiting = realWaiting }: Io,
): Promise<string | null> {
  return openGmailApi(config, tokens, waiting).find(`rfc822msgid:${messageId}`, signal)
}
