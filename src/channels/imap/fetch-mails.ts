import type { FetchMessageObject, ImapFlow, ImapFlowError } from 'imapflow'
import { sha256 } from '../../base/bytes.ts'
import type { SetAside } from '../set-aside.ts'
import type { WireItem } from '../wire.ts'
import { BrokenOff, type Troubles } from './broken-off.ts'
import type { ImapSettings } from './config.ts'
import { instantOf, type Look, stillThere } from './list-mails.ts'
import { formatUids } from './uid-set.ts'

type Source = FetchMessageObject & { source: Buffer }

type Fetched = { items: WireItem[]; setAside: SetAside[]; listed: number }

/**
 * The mails of one stretch. One that is too large, or that the server finds but does not hand over, is set aside. One that
 * somebody deleted meanwhile is not counted: the server, asked again, does not count it either. Throws `BrokenOff` when the
 * connection was lost.
 */
export async function fetchMails(
  client: ImapFlow,
  stretch: Look[],
  role: string | null,
  { mailBytesMax }: Pick<ImapSettings, 'mailBytesMax'>,
  troubles: Troubles,
): Promise<Fetched> {
  const small = stretch.filter(({ bytes, path }) => (bytes ?? 0) <= mailBytesMax && !troubles.isGivenUp(path))
  const paths = small.map(({ path }) => path)
  const sources = await fetchSources(client, small, mailBytesMax).catch((error: unknown) => {
    throw client.usable ? error : new BrokenOff(paths, error)
  })
  const lacking = stretch.filter(({ uid }) => !sources.has(uid)).map(({ uid }) => uid)
  const there = lacking.length === 0 ? new Set<number>() : await stillThere(client, lacking)
  const result: Fetched = { items: [], setAside: [], listed: stretch.length - lacking.length + there.size }
  for (const look of stretch) {
    const mail = sources.get(look.uid)
    const bytes = mail?.source.length ?? look.bytes ?? 0
    if (mail !== undefined && bytes <= mailBytesMax) result.items.push(itemOf(look, mail, role))
    else if (mail !== undefined || there.has(look.uid))
      result.setAside.push(bytes > mailBytesMax ? tooLarge(look, mailBytesMax) : notHandedOver(look))
  }
  return result
}

/** What was handed over, by UID. Where the server will not hand over many at once, each is asked for by itself. */
async function fetchSources(
  client: ImapFlow,
  looks: Look[],
  mailBytesMax: number,
): Promise<Map<number, Source>> {
  const sources = new Map<number, Source>()
  if (looks.length === 0) return sources
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
    if (looks.length === 1) return sources
    for (const look of looks.filter(({ uid }) => !sources.has(uid)))
      for (const [uid, mail] of await fetchSources(client, [look], mailBytesMax)) sources.set(uid, mail)
  }
  return sources
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
