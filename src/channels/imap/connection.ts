import { isIP } from 'node:net'
import { getCACertificates } from 'node:tls'
import type { ImapFlow } from 'imapflow'
import type { ImapSettings } from './config.ts'
import { imapFault } from './fault.ts'

/** Room for what is around a mail in an answer. */
const FRAME_BYTES = 1024 * 1024
/** A server without ESEARCH lists a million UIDs in one line of 8 MB. */
const LINE_BYTES_MAX = 64 * 1024 * 1024

/** What a connection broke by, which imapflow does not tell the command under way. */
const brokenBy = new WeakMap<ImapFlow, Error>()

/** Connects and signs in. Throws `WireError`, or what `signal` gives as the reason. */
export async function connect(settings: ImapSettings, signal: AbortSignal): Promise<ImapFlow> {
  signal.throwIfAborted()
  const { user, password, accessToken, certificate } = settings
  const host = await settings.addressOf(settings.host)
  const { ImapFlow } = await import('imapflow') // some 100 ms that no other command has to wait for
  const client = new ImapFlow({
    host,
    ...(isIP(settings.host) === 0 ? { servername: settings.host } : {}), // by which its certificate is judged
    port: settings.port,
    secure: settings.secure,
    ...(settings.secure || isLoopback(settings.host) ? {} : { doSTARTTLS: true }),
    ...(certificate === undefined ? {} : { tls: { ca: [...getCACertificates(), certificate] } }),
    auth: accessToken === undefined ? { user, pass: password } : { user, accessToken: await accessToken() },
    logger: false,
    clientInfo: { name: 'Plumbline', version: false, vendor: false, 'support-url': false },
    connectionTimeout: settings.connectTimeoutMs,
    greetingTimeout: settings.connectTimeoutMs,
    socketTimeout: settings.quietMs,
    disableAutoIdle: true, // what idles is told so
    maxLiteralSize: settings.mailBytesMax + FRAME_BYTES,
    maxResponseSize: settings.mailBytesMax + LINE_BYTES_MAX,
    maxLineLength: LINE_BYTES_MAX,
  })
  client.on('error', (error) => brokenBy.set(client, error))
  using _ = closeOnAbort(client, signal)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw faultOn(client, error, signal)
  }
}

/** Ends the connection at once when `signal` aborts, until disposed of. */
export function closeOnAbort(client: ImapFlow, signal: AbortSignal): Disposable {
  const close = () => client.close()
  signal.addEventListener('abort', close, { once: true })
  if (signal.aborted) close()
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', close) }
}

/** What is to be thrown for what a command threw: the signal's reason, where that is why; else a `WireError`. */
export function faultOn(client: ImapFlow, error: unknown, signal: AbortSignal): unknown {
  return signal.aborted ? signal.reason : imapFault(brokenBy.get(client) ?? error, client.byeReason)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
