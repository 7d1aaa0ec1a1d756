import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type AddressOf, addressBy } from '../hosts.ts'
import { WireError, type WireFault } from '../wire.ts'

/** A server that takes mail for others (RFC 6409), and who hands it in. Times are milliseconds. */
export type SmtpConfig = {
  host: string
  port: number
  /** TLS from the first byte. Else STARTTLS, which only a server on this machine may do without. */
  secure: boolean
  /** A certificate (PEM) that is trusted beside those of the system. */
  certificate?: string
  user: string
  password: string
  /** Where the host is reached; asked anew for every connection. */
  addressOf?: AddressOf
  /** What each answer of the server may take. */
  timeoutMs?: number
}

export type SmtpSent =
  /** `refused`: recipients who were not taken, while others were. */
  | { kind: 'sent'; refused: string[] }
  /** For good: the same again will not do. */
  | { kind: 'refused'; why: 'recipient' | 'content' }
  /** The mail was handed over to its end, and the server's answer did not come. */
  | { kind: 'unsure' }

const TIMEOUT_MS = 30_000

/**
 * Hands a mail to the account's server. Throws `WireError` where it was surely not sent, and
 * what `signal` gives as the reason when that aborts before it was.
 */
export async function sendSmtp(
  config: SmtpConfig,
  mail: { from: string; to: readonly string[]; raw: Buffer },
  { signal }: { signal: AbortSignal },
): Promise<SmtpSent> {
  signal.throwIfAborted()
  const connection = await openConnection(config)
  const close = () => connection.close()
  signal.addEventListener('abort', close, { once: true })
  const handed = { whole: false }
  try {
    await signedIn(connection, config)
    return { kind: 'sent', refused: await handOver(connection, mail, handed) }
  } catch (error) {
    const { responseCode, command } = error as SMTPConnection.SMTPError
    if (responseCode === undefined && handed.whole) return { kind: 'unsure' }
    if (signal.aborted) throw signal.reason
    if (responseCode !== undefined && responseCode >= 500 && AFTER_SIGN_IN.test(command ?? ''))
      return { kind: 'refused', why: /RCPT/.test(command ?? '') ? 'recipient' : 'content' }
    throw smtpFault(error as SMTPConnection.SMTPError)
  } finally {
    signal.removeEventListener('abort', close)
    connection.close()
  }
}

/** Signs in, and sends nothing. Throws `WireError`. */
export async function checkSmtp(config: SmtpConfig, { signal }: { signal: AbortSignal }): Promise<void> {
  signal.throwIfAborted()
  const connection = await openConnection(config)
  const close = () => connection.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    await signedIn(connection, config)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw smtpFault(error as SMTPConnection.SMTPError)
  } finally {
    signal.removeEventListener('abort', close)
    connection.close()
  }
}

const AFTER_SIGN_IN = /^(MAIL FROM|RCPT TO|DATA)/

async function openConnection({
  host,
  port,
  secure,
  certificate,
  addressOf = addressBy('any'),
  timeoutMs = TIMEOUT_MS,
}: SmtpConfig) {
  const address = await addressOf(host)
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  return new Connection({
    host: address,
    ...(isIP(host) === 0 ? { servername: host } : {}), // by which its certificate is judged
    port,
    secure,
    requireTLS: !secure && !isLoopback(host),
    ...(certificate === undefined ? {} : { tls: { ca: [...getCACertificates(), certificate] } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    logger: false,
  })
}

function signedIn(connection: SMTPConnection, { user, password }: SmtpConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(new Error('The connection ended.')))
    connection.connect((failed) => {
      if (failed) return reject(failed)
      if (!connection.allowsAuth) return resolve()
      connection.login({ credentials: { user, pass: password } }, (refused) =>
        refused ? reject(refused) : resolve(),
      )
    })
  })
}

/** Answers which recipients were refused, while others were taken. */
async function handOver(
  connection: SMTPConnection,
  mail: { from: string; to: readonly string[]; raw: Buffer },
  handed: { whole: boolean },
): Promise<string[]> {
  async function* bytes() {
    yield mail.raw
    handed.whole = true
  }
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.once('end', () => reject(new Error('The connection ended.')))
    connection.send({ from: mail.from, to: [...mail.to] }, Readable.from(bytes()), (failed, info) =>
      failed ? reject(failed) : resolve(info?.rejected ?? []),
    )
  })
}

const SAID: Record<Extract<WireFault, 'unreachable' | 'busy' | 'timeout' | 'credentials_refused'>, string> = {
  unreachable: 'The server for outgoing mail cannot be reached, or broke off.',
  busy: 'The server for outgoing mail asks to wait.',
  timeout: 'The server for outgoing mail did not answer in time.',
  credentials_refused: 'The server for outgoing mail does not take the user name and password.',
}

/** By the reply code (RFC 5321 §4.2.1, RFC 4954 §6): 4xx asks to come back; 53x is about who one is. */
function smtpFault(error: SMTPConnection.SMTPError): WireError {
  const fault = faultOf(error)
  return new WireError(fault, SAID[fault], { cause: error })
}

function faultOf({ responseCode = 0, code }: SMTPConnection.SMTPError): keyof typeof SAID {
  if (responseCode >= 400 && responseCode < 500) return 'busy'
  if (code === 'EAUTH' || (responseCode >= 530 && responseCode < 540)) return 'credentials_refused'
  return code === 'ETIMEDOUT' ? 'timeout' : 'unreachable'
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
