import type { ImapFlow, MailboxObject } from 'imapflow'
import type { WireBatch, WireIncident } from '../wire.ts'
import type { Troubles } from './broken-off.ts'
import type { ImapSettings } from './config.ts'
import type { Place } from './cursor.ts'
import { fetchMails } from './fetch-mails.ts'
import { inBatches, listUids, lookAt } from './list-mails.ts'
import type { Mailbox } from './mailboxes.ts'
import { above, chunksOf } from './uid-set.ts'

/** A batch of one mailbox, with where one stands in it. */
export type MailboxBatch = Omit<WireBatch, 'cursor'> & { place: Place }

/** How many mails are looked at in one command before any is fetched: few at first, over a line that may break soon. */
const LOOK_AT_FIRST = 16
const LOOK_AT_ONCE = 500

/**
 * What lies in a mailbox beyond `since`, in the order of UIDs, until nothing more is there. Where the server gives UIDs
 * anew, all of it, and the first batch says so. Opens the mailbox to read only (EXAMINE), so that nothing in it changes.
 * Throws `BrokenOff` once what came before the connection was lost is handed over.
 */
export async function* readMailbox(
  client: ImapFlow,
  mailbox: Mailbox,
  since: Place | undefined,
  settings: ImapSettings,
  troubles: Troubles,
): AsyncGenerator<MailboxBatch> {
  using opened = await openMailbox(client, mailbox.name)
  const { uidValidity, uidNext } = opened
  const pathOf = (uid: number) => `${mailbox.key}/${uidValidity}/${uid}`
  let place: Place = since ?? { uidValidity, lastUid: 0, lastAtMs: null }
  let expired = whyExpired(place, uidValidity, uidNext)
  let incidents: WireIncident[] = []
  let isTold = since !== undefined
  for (let isFirst = true; ; isFirst = false) {
    if (expired !== null) {
      incidents = [{ kind: 'cursor_expired', details: { mailbox: mailbox.key, why: expired } }]
      place = { uidValidity, lastUid: 0, lastAtMs: null }
      expired = null
      isTold = false
    }
    if (!isFirst) await client.noop() // a server need not tell of what came meanwhile before it is asked
    const uids = above(await listUids(client, place.lastUid + 1), place.lastUid)
    if (uids.length === 0) break
    for (const chunk of chunksOf(uids, LOOK_AT_FIRST, LOOK_AT_ONCE)) {
      const asked = place.lastUid === 0 ? chunk : [place.lastUid, ...chunk]
      const looks = await lookAt(client, asked, pathOf, troubles)
      const last = place.lastUid === 0 ? undefined : looks.shift()
      if (isOtherMail(place, last?.atMs)) {
        expired = 'uids_given_twice'
        break
      }
      for (const stretch of inBatches(looks, settings, troubles)) {
        const fetched = await fetchMails(client, stretch, mailbox.role, settings, troubles)
        const { passed, brokenOff, ...batch } = fetched
        const last = passed.at(-1)
        if (last !== undefined) {
          place = { uidValidity, lastUid: last.uid, lastAtMs: last.atMs }
          yield { ...batch, incidents, place }
          incidents = []
          isTold = true
        }
        if (brokenOff !== null) throw brokenOff
      }
    }
  }
  if (!isTold) yield { items: [], setAside: [], listed: 0, incidents, place }
}

/** Holds it, so that the connection is not given up while a batch is kept and nothing is asked. */
async function openMailbox(client: ImapFlow, name: string) {
  const wasOpen = client.mailbox !== false && client.mailbox.path === name
  const options = { readOnly: true, maxLockHoldTime: false as const }
  const { release } = await client.getMailboxLock(name, options)
  if (wasOpen) await client.mailboxOpen(name, options) // it may have been made again since
  const { uidValidity, uidNext } = client.mailbox as MailboxObject
  return { uidValidity: `${uidValidity}`, uidNext, [Symbol.dispose]: release }
}

/** A mailbox that was made again, or that somebody brought back from a backup, counts its UIDs otherwise. */
function whyExpired(place: Place, uidValidity: string, uidNext: number): string | null {
  if (place.uidValidity !== uidValidity) return 'uid_validity_changed'
  return uidNext <= place.lastUid ? 'uids_went_back' : null
}

function isOtherMail({ lastAtMs }: Place, atMs: number | null | undefined): boolean {
  return lastAtMs !== null && typeof atMs === 'number' && lastAtMs !== atMs
}
