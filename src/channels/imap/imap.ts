import type { ImapFlow } from 'imapflow'
import { type Cursor, type Wire, type WireBatch, WireError, type WireIncident } from '../wire.ts'
import { BrokenOff, Troubles } from './broken-off.ts'
import { type ImapConfig, type ImapSettings, settingsOf } from './config.ts'
import { closeOnAbort, connect, faultOn } from './connection.ts'
import { fromCursor, type Places, toCursor } from './cursor.ts'
import { findMailboxes } from './mailboxes.ts'
import { readMailbox } from './read-mailbox.ts'
import { watchMailbox } from './watch.ts'

/**
 * An IMAP account as a wire. Reads only: no mail is marked, moved or deleted. An item is a mail's RFC 5322 bytes, and its id
 * their SHA-256, so that a mail in two mailboxes, or listed anew, is the same. `receive` keeps its connection for the next
 * time; `watch` has one of its own.
 *
 * `details` of an item: `role` of its mailbox (`inbox`, `sent`, `junk`, …), `receivedAt` (ISO 8601; when it came into the
 * mailbox), `flags` (RFC 3501 §2.3.2, with blanks between).
 */
export function openImap(config: ImapConfig): Wire {
  const settings = settingsOf(config)
  const ends = new AbortController()
  let kept: ImapFlow | undefined
  // Servers and routers forget connections on which nothing is said.
  const alive = setInterval(() => kept?.noop().catch(() => undefined), settings.quietMs / 2).unref()

  /** A connection, and whether it was used before. */
  async function take(signal: AbortSignal): Promise<{ client: ImapFlow; isKept: boolean }> {
    const client = kept
    kept = undefined
    if (client?.usable) return { client, isKept: true }
    return { client: await connect(settings, signal), isKept: false }
  }

  function giveBack(client: ImapFlow): void {
    if (kept === undefined && client.usable && !ends.signal.aborted) kept = client
    else client.close()
  }

  async function* receive(since: Cursor | null, options: { signal: AbortSignal }): AsyncGenerator<WireBatch> {
    const signal = AbortSignal.any([options.signal, ends.signal])
    const troubles = new Troubles()
    let cursor = since
    for (;;) {
      const { client, isKept } = await take(signal)
      let isSound = false
      try {
        using _ = closeOnAbort(client, signal)
        for await (const batch of readAll(client, cursor, settings, troubles)) {
          signal.throwIfAborted()
          yield batch
          cursor = batch.cursor
        }
        isSound = true
        return
      } catch (error) {
        const isBrokenOff = error instanceof BrokenOff
        const fault = faultOn(client, isBrokenOff ? error.cause : error, signal)
        if (!(fault instanceof WireError)) throw fault
        isSound = client.usable
        const isByServer = fault.fault === 'unreachable' && client.byeReason !== undefined
        if (isBrokenOff && isByServer) troubles.note(error)
        // A kept connection may have died while nobody used it.
        else if (!isKept || isSound) throw fault
      } finally {
        if (isSound) giveBack(client)
        else client.close()
      }
    }
  }

  return {
    addresses: async () => (settings.user.includes('@') ? [settings.user] : []),
    receive,
    watch: ({ signal, onNews }) => watchMailbox(settings, AbortSignal.any([signal, ends.signal]), onNews),
    [Symbol.asyncDispose]: async () => {
      clearInterval(alive)
      ends.abort(new WireError('unreachable', 'The mail account was closed.'))
      kept?.close()
    },
  }
}

async function* readAll(
  client: ImapFlow,
  since: Cursor | null,
  settings: ImapSettings,
  troubles: Troubles,
): AsyncGenerator<WireBatch> {
  const known = since === null ? {} : fromCursor(since)
  let places: Places = known ?? {}
  let incidents: WireIncident[] =
    known === null ? [{ kind: 'cursor_expired', details: { why: 'unreadable' } }] : []
  let isMissing = false
  for await (const mailbox of findMailboxes(client, settings.mailboxes)) {
    if (mailbox === null) {
      isMissing = true
      continue
    }
    const { key } = mailbox
    for await (const { place, ...batch } of readMailbox(client, mailbox, places[key], settings, troubles)) {
      places = { ...places, [key]: place }
      yield { ...batch, incidents: [...incidents, ...batch.incidents], cursor: toCursor(places) }
      incidents = []
    }
  }
  if (isMissing) throw new WireError('not_found', 'A mailbox is not there; all others were read.')
}
