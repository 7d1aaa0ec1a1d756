import { WireError } from '../channels/channels.ts'
import type { AddSource } from '../contract/sources.ts'
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

/** Reaches a source before it is added, and tells what is there. Refuses with what its wire throws. */
export async function lookAtSource(
  io: Pick<WiresIo, 'clock' | 'postmarkUrl' | 'sourceHosts'>,
  { source, signal }: { source: AddSource; signal: AbortSignal },
): Promise<Found> {
  const { channel, settings } = source
  try {
    await using wire = openWireWith(io, { channel, settings, secret: secretOf(source) })
    if ('describe' in wire) {
      const { capture, ids, columns, ...rest } = await wire.describe({ signal })
      return { ...rest, ids: ids.kind, capture: capture.install }
    }
    if (channel === 'postmark') return { inbound: (await wire.addresses())[0] ?? null }
    for await (const { items } of wire.receive(null, { signal })) return { mails: items.length > 0 }
    return { mails: false }
  } catch (error) {
    throw error instanceof WireError ? refusalOf(error) : error
  }
}
