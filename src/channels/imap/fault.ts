import type { ImapFlowError } from 'imapflow'
import { WireError, type WireFault } from '../wire.ts'

/** Response codes (RFC 5530, RFC 9051 §7.1) that ask to come back later. */
const BUSY = /^(UNAVAILABLE|INUSE|LIMIT|OVERQUOTA|SERVERBUG|THROTTLED)$/i
/** How large servers say the same in words only. */
const BUSY_WORDS = /too many|throttl|try again|temporar|\[(unavailable|limit|overquota|inuse)\]/i

/** Why an IMAP server gave nothing, by what imapflow threw. `byeReason` is what the server said as it hung up. */
export function imapFault(error: unknown, byeReason?: string): WireError {
  if (error instanceof WireError) return error
  const { code, responseStatus, responseText, serverResponseCode, throttleReset, ...more } =
    error as ImapFlowError
  const said = [serverResponseCode, responseText, more.reason, byeReason].filter(Boolean).join(' ')
  const refused = responseStatus !== undefined || serverResponseCode !== undefined
  if (code === 'ETHROTTLE') return wireError('busy', error, throttleReset)
  if (BUSY.test(serverResponseCode ?? '') || BUSY_WORDS.test(said)) return wireError('busy', error)
  if (more.authenticationFailed && refused) return wireError('credentials_refused', error)
  if (more.mailboxMissing || serverResponseCode === 'NONEXISTENT') return wireError('not_found', error)
  if (isTimeout(code)) return wireError('timeout', error)
  if (/^(ParserError|LineTooLarge|LiteralTooLarge|ResponseTooLarge)/.test(code ?? ''))
    return wireError('unreadable', error)
  if (isCertificate(code)) return new WireError('unreachable', UNTRUSTED, { cause: error })
  return wireError(refused && responseStatus === 'BAD' ? 'unreadable' : 'unreachable', error)
}

const SAID: Record<WireFault, string> = {
  unreachable: 'The mail server cannot be reached, or broke off.',
  busy: 'The mail server asks to wait.',
  timeout: 'The mail server did not answer in time.',
  credentials_refused: 'The mail server does not take the user name and password, or the token.',
  not_found: 'A mailbox is not there.',
  unreadable: 'What the mail server answers cannot be read.',
  host_refused: 'The mail server is not one that may be asked from here.',
}

const UNTRUSTED = 'The mail server’s certificate is not one that is trusted.'

function wireError(fault: WireFault, cause: unknown, retryAfterMs?: number): WireError {
  return new WireError(fault, SAID[fault], { cause, retryAfterMs })
}

function isTimeout(code: string | undefined): boolean {
  return /^(CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|ETIMEOUT|ETIMEDOUT)$/.test(code ?? '')
}

function isCertificate(code: string | undefined): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code ?? '')
}
