import type { FetchMessageObject, ImapFlow, ImapFlowError } from 'imapflow'
import { sha256 } from '../../base/bytes.ts'
import type { SetAside } from '../set-aside.ts'
import type { WireItem } from '../wire.ts'
import { BrokenOff, type Troubles } from './broken-off.ts'
import type { ImapSettings } from './config.ts'
import { instantOf, type Look, stillThere } from './list-mails.ts'
import { formatUids } from './uid-set.ts'

type Source = FetchMessageObject & { source: Buffer }

/** `passed`: which mails of the stretch, from its beginning, this is: all of them, unless `brokenOff` says why not. */
type Fetched = {
  items: WireItem[]
  setAside: SetAside[]
  listed: number
  passed: Look[]
  brokenOff: BrokenOff | null
}

/**
 * The mails of one stretch. One that is too large, or that the server finds but does not hand over, is set aside. One that
 * somebody deleted meanwhile is not counted: the server, asked again, does not count it either. Where the connection is lost,
 * what came before is handed over, up to the first that did not: a line that breaks often still gets ahead.
 */
export async function fetchMails(
  client: ImapFlow,
  stretch: Look[],
  role: string | null,
  { mailBytesMax }: Pick<ImapSettings, 'mailBytesMax'>,
  troubles: Troubles,
): Promise<Fetched> {
  const small = stretch.filter(({ bytes, path }) => (bytes ?? 0) <= mailBytesMax && !troubles.isGivenUp(path))
  const sources = new Map<number, Source>()
  let brokenOff: BrokenOff | null = null
  try {
    await fetchSources(client, small, mailBytesMax, sources)
  } catch (error) {
    if (client.usable) throw error
    const left = small.filter(({ uid }) => !sources.has(uid)).map(({ path }) => path)
    brokenOff = new BrokenOff(left, error)
  }
  const isDone = ({ uid, bytes }: Look) => sources.has(uid) || (bytes ?? 0) > mailBytesMax
  const passed = brokenOff === null ? stretch : whileAll(stretch, isDone)
  const lacking = passed.filter(({ uid }) => !sources.has(uid)).map(({ uid }) => uid)
  const there = new Set(
    brokenOff === null && lacking.length > 0 ? await stillThere(client, lacking) : lacking,
  )
  const listed = passed.length - lacking.length + there.size
  const result: Fetched = { items: [], setAside: [], listed, passed, brokenOff }
  for (const look of passed) {
    const mail = sources.get(look.uid)
    const bytes = mail?.source.length ?? look.bytes ?? 0
    if (mail !== undefined && bytes <= mailBytesMax) result.items.push(itemOf(look, mail, role))
    else if (mail !== undefined || there.has(look.uid))
      result.setAside.push(bytes > mailBytesMax ? tooLarge(look, mailBytesMax) : notHandedOver(look))
  }
  return result
}

function whileAll<T>(values: T[], holds: (value: T) => boolean): T[] {
  const end = values.findIndex((value) => !holds(value))
  return end === -1 ? values : values.slice(0, end)
}

/**
 * Adds what is handed over to `sources`, by UID, as it comes. Where the server will not hand over many at once, each is asked
 * for by itself.
 */
async function fetchSources(
  client: ImapFlow,
  looks: Look[],
  mailBytesMax: number,
  sources: Map<number, Source>,
): Promise<void> {
  if (looks.length === 0) return
  // One byte more than is taken, so that a server that guesses sizes cannot fill the memory. BODY.PEEK: nothing becomes \Seen.
  const source = { start: 0, maxLength: mailBytesMax + 1 }
  const uids = formatUids(looks.map(({ uid }) => uid))
  try {
    const wanted = { uid: true, flags: true, internalDate: true, source }
    for await (const mail of client.fetch(uids, wanted, { uid: true }))
      if (mail.source !== undefined && mail.source.length > 0)
        sources.set(mail.uid, { ...mail, source: mail.source })
  } catch (error) {
    const { responseStatus, code, serverResponseCode } = error as ImapFlowError
    const isRefusal = responseStatus !== undefined && code !== 'ETHROTTLE' && !isPassing(serverResponseCode)
    if (!isRefusal || !client.usable) throw error
    if (looks.length === 1) return
    for (const look of looks.filter(({ uid }) => !sources.has(uid)))
      await fetchSources(client, [look], mailBytesMax, sources)
  }
}

/** RFC 5530: the same again later may do. SERVERBUG is what a mail that is damaged at the server gives, for ever. */
function isPassing(responseCode: string | undefined): boolean {
  return ['UNAVAILABLE', 'INUSE', 'LIMIT', 'OVERQUOTA'].includes(responseCode ?? '')
}

function itemOf({ path }: Look, mail: Source, role: string | null): WireItem {
  const atMs = instantOf(mail)
  return {
    externalId: sha256(mail.source),
    path,
    bytes: mail.source,
    details: {
      ...(role === null ? {} : { role }),
      ...(atMs === null ? {} : { receivedAt: new Date(atMs).toISOString() }),
      flags: [...(mail.flags ?? [])].join(' '),
    },
  }
}

function tooLarge({ path }: Look, mailBytesMax: number): SetAside {
  const reason = `The mail is larger than ${Math.floor(mailBytesMax / 1024 / 1024)} MB.`
  return { path, code: 'mail_too_large', reason, records: 1 }
}

function notHandedOver({ path }: Look): SetAside {
  const reason = 'The mail server lists the mail, and does not hand it over.'
  return { path, code: 'not_a_mail', reason, records: 1 }
}
