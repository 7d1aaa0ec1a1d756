import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { WireError } from '../wire.ts'
import { BrokenOff, type Troubles } from './broken-off.ts'
import type { ImapSettings } from './config.ts'
import { imapFault } from './fault.ts'
import { formatUids, parseUidSet, type UidSet } from './uid-set.ts'

/** What the server tells of a mail without its bytes. */
export type Look = {
  uid: number
  path: string
  /** By its word, which some servers guess; null where it says nothing: the mail may be gone. */
  bytes: number | null
  /** When it came into the mailbox (INTERNALDATE). */
  atMs: number | null
}

/** UIDs from `first` on that the server finds (UID SEARCH): a count apart from what is fetched. May hold the last one below. */
export async function listUids(client: ImapFlow, first: number): Promise<UidSet> {
  return search(client, `${first}:*`)
}

/** Those of `uids` that the server still finds. */
export async function stillThere(client: ImapFlow, uids: number[]): Promise<Set<number>> {
  const found = await search(client, formatUids(uids))
  return new Set(uids.filter((uid) => found.some(([first, last]) => first <= uid && uid <= last)))
}

async function search(client: ImapFlow, uid: string): Promise<UidSet> {
  let code: string | undefined
  const listen = (response: { response: string; code?: string | undefined }) => {
    if (response.response !== 'OK') code = response.code ?? ''
  }
  client.on('response', listen)
  try {
    const found = await client.search({ uid }, { uid: true, returnOptions: ['ALL'] })
    if (found) return Array.isArray(found) ? parseUidSet(found.join()) : parseUidSet(found.all ?? '')
  } finally {
    client.off('response', listen)
  }
  // imapflow tells only that it did not go well.
  if (!client.usable) throw imapFault(new Error('The connection was lost.'), client.byeReason)
  if (code) throw imapFault({ responseStatus: 'NO', serverResponseCode: code })
  throw new WireError('busy', 'The mail server does not list what is in a mailbox.')
}

/** What the server tells of `uids`, in that order; it is not asked of mails that are trouble. Throws `BrokenOff`. */
export async function lookAt(
  client: ImapFlow,
  uids: number[],
  pathOf: (uid: number) => string,
  troubles: Troubles,
): Promise<Look[]> {
  const looks = new Map(
    uids.map((uid): [number, Look] => [uid, { uid, path: pathOf(uid), bytes: null, atMs: null }]),
  )
  const asked = uids.filter((uid) => !troubles.isNear(pathOf(uid)))
  if (asked.length > 0)
    try {
      const wanted = { uid: true, size: true, internalDate: true }
      for await (const mail of client.fetch(formatUids(asked), wanted, { uid: true })) {
        const look = looks.get(mail.uid)
        if (look !== undefined) Object.assign(look, { bytes: mail.size ?? null, atMs: instantOf(mail) })
      }
    } catch (error) {
      throw client.usable ? error : new BrokenOff(asked.map(pathOf), error)
    }
  return [...looks.values()]
}

/** INTERNALDATE, Unix milliseconds. */
export function instantOf({ internalDate }: FetchMessageObject): number | null {
  return internalDate instanceof Date ? internalDate.getTime() : null
}

/** Stretches that fit in memory, in the same order; a mail too large for one, and one that is trouble, by itself. */
export function* inBatches(
  looks: Look[],
  { batchMails, batchBytes, mailBytesMax }: Pick<ImapSettings, 'batchMails' | 'batchBytes' | 'mailBytesMax'>,
  troubles: Troubles,
): Generator<Look[]> {
  const isAlone = (look: Look | undefined) => look !== undefined && troubles.isNear(look.path)
  let batch: Look[] = []
  let bytes = 0
  for (const look of looks) {
    const size = look.bytes === null || look.bytes > mailBytesMax ? 0 : look.bytes
    const isFull = batch.length >= batchMails || bytes + size > batchBytes
    if (batch.length > 0 && (isFull || isAlone(look) || isAlone(batch[0]))) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(look)
    bytes += size
  }
  if (batch.length > 0) yield batch
}
