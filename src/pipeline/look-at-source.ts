import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { addressBy, checkSmtp, learnAuthServers, newestHeaders, WireError } from '../channels/channels.ts'
import { type AddSource, imapSettingsShape } from '../contract/sources.ts'
import { type ItemSeal, newestItems, readLiveSource } from '../intake/intake.ts'
import type { Db } from '../store/store.ts'
import { refusalOf } from './sync-source.ts'
import { openWireWith, type WiresIo } from './wires.ts'

/** What is found at a source: counts and codes. */
export type Found = Record<string, string | number | boolean | null>

/** What opens a source that is about to be added. */
export function secretOf(source: AddSource): string {
  if (source.channel === 'imap') return source.password
  return source.channel === 'postmark' ? source.serverToken : source.databaseUrl
}

/** What people call it. */
export function labelOf({ channel, settings }: AddSource): string {
  if (channel === 'imap') return settings.user
  return channel === 'postmark' ? settings.address : settings.crew
}

/** Its own addresses, as far as who adds it tells them. */
export function addressesOf({ channel, settings }: AddSource): string[] {
  return channel === 'postmark' ? [settings.address, ...(settings.aliases ?? [])] : []
}

/** How many of the newest mails tell under which names their server writes. */
const LEARNED_FROM = 100

/** Whose word on senders is believed in a source's mails, and whose might be. Refuses with `source_not_found`. */
export async function proposeAuthServers(
  db: Db,
  { itemSeal, sourceId }: { itemSeal: ItemSeal; sourceId: Id },
): Promise<{ believed: string[] | null; proposed: string[] | null }> {
  const { channel, settings } = await readLiveSource(db, sourceId)
  if (channel !== 'imap') return { believed: null, proposed: null }
  const items = await newestItems(db, { itemSeal, sourceId, limit: LEARNED_FROM })
  return {
    believed: imapSettingsShape.parse(settings).authServers ?? null,
    proposed: learnAuthServers(items),
  }
}

/**
 * Reaches a source before it is added, and tells what is there; of a mailbox also `authServers`, as `learnAuthServers` has them,
 * with commas between. Refuses with what its wire throws.
 */
export async function lookAtSource(
  io: Pick<WiresIo, 'clock' | 'postmarkUrl' | 'sourceHosts'>,
  { source, signal }: { source: AddSource; signal: AbortSignal },
): Promise<Found> {
  const { channel, settings } = source
  try {
    if (channel === 'imap') {
      const addressOf = addressBy(io.sourceHosts ?? 'any')
      const config = { ...settings, password: secretOf(source), addressOf }
      const headers = await newestHeaders(config, { count: LEARNED_FROM, signal })
      const authServers = learnAuthServers(headers)
      const { user, smtp } = settings
      if (smtp !== undefined)
        await checkSmtp({ ...smtp, user, password: config.password, addressOf }, { signal }).catch(
          refuseOutgoing,
        )
      return { mails: headers.length > 0, authServers: authServers?.join(', ') ?? null }
    }
    await using wire = openWireWith(io, { channel, settings, secret: secretOf(source) })
    if ('describe' in wire) {
      const { capture, ids, columns, ...rest } = await wire.describe({ signal })
      return { ...rest, ids: ids.kind, capture: capture.install }
    }
    return { inbound: (await wire.addresses())[0] ?? null }
  } catch (error) {
    throw error instanceof WireError ? refusalOf(error) : error
  }
}

function refuseOutgoing(error: unknown): never {
  if (!(error instanceof WireError) || error.fault === 'host_refused') throw error
  throw new Refusal(
    'source_outgoing_refused',
    error.message,
    'Check its name, port and the password; or leave it away, and the mailbox is only read.',
    { status: 424, cause: error },
  )
}
