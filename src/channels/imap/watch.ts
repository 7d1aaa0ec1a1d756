import { setTimeout as pause } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { WireError } from '../wire.ts'
import type { ImapSettings } from './config.ts'
import { closeOnAbort, connect, faultOn } from './connection.ts'
import { findMailboxes } from './mailboxes.ts'

/** The least time between two tries to idle, at a server that ends each at once. */
const IDLE_MS_MIN = 1_000

/**
 * Calls `onNews` once the mailbox is open, since something may have come before, and then whenever its count changes. By
 * IDLE (RFC 2177), else by asking every `pollMs`. Ends by throwing: the signal's reason, or a `WireError`.
 */
export async function watchMailbox(
  settings: ImapSettings,
  signal: AbortSignal,
  onNews: () => void,
): Promise<void> {
  const { mailboxes, quietMs, pollMs } = settings
  const watched = mailboxes.find((name) => name.toUpperCase() === 'INBOX') ?? mailboxes[0] ?? 'INBOX'
  const client = await connect({ ...settings, quietMs: 2 * quietMs }, signal)
  try {
    using _ = closeOnAbort(client, signal)
    const { value: mailbox } = await findMailboxes(client, [watched]).next()
    if (!mailbox) throw new WireError('not_found', 'The mailbox to be watched is not there.')
    // Held, so that imapflow does not give the connection up for being quiet.
    await client.getMailboxLock(mailbox.name, { readOnly: true, maxLockHoldTime: false })
    client.on('exists', onNews)
    onNews()
    for (let canIdle = client.capabilities.has('IDLE'); ; ) {
      if (canIdle) canIdle = await idle(client, quietMs)
      else await pause(pollMs, undefined, { signal })
      await answer(client, quietMs)
    }
  } catch (error) {
    throw faultOn(client, error, signal)
  } finally {
    client.close()
  }
}

/** Idles for so long, or until the server or a fault ends it; false where the server will not have it. */
async function idle(client: ImapFlow, ms: number): Promise<boolean> {
  const beganMs = performance.now()
  const timer = new AbortController()
  const quiet = pause(ms, undefined, timer).catch(() => undefined)
  const ended = await Promise.race([client.idle(), quiet])
  timer.abort()
  const restMs = Math.min(ms, IDLE_MS_MIN) - (performance.now() - beganMs)
  if (restMs > 0 && client.usable) await pause(restMs)
  return ended !== false
}

/**
 * Ends the idling, and has the server show that it lives: imapflow waits for ever where it never heard that idling began.
 * IDLE is so begun anew long before the 29 minutes of RFC 2177.
 */
async function answer(client: ImapFlow, ms: number): Promise<void> {
  const late = new WireError('timeout', 'The mail server did not answer in time.')
  const timer = setTimeout(() => client.close(), ms)
  const beganMs = performance.now()
  try {
    await client.noop()
  } catch (error) {
    throw performance.now() - beganMs < ms ? error : late
  } finally {
    clearTimeout(timer)
  }
}
