import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { mailOfPostmark, mediaType, partsOf } from '../channels/channels.ts'
import { awaitedAmong, awaitedParts, fileStored, type MediaFolder, type StoredFile } from '../inbox/inbox.ts'
import { type ItemSeal, rawItemsAt, readRawItems } from '../intake/intake.ts'
import type { Store } from '../store/store.ts'
import type { ReceivedItem } from './receive.ts'

export type PartsIo = { store: Store; clock: Clock; media: MediaFolder; itemSeal: ItemSeal }

/**
 * Keeps the files that are parts of mails and that attachments wait for: bytes first, then the row that names them. What a
 * kill leaves waiting, `keepWaitingParts` makes good. A part's place is the mail's path, `#`, and its number.
 */
export async function keepParts(
  io: PartsIo,
  { tenantId, sourceId, items }: { tenantId: Id; sourceId: Id; items: readonly ReceivedItem[] },
): Promise<void> {
  const partsIn = ({ messages }: ReceivedItem) =>
    messages
      .flatMap(({ attachments }) => attachments)
      .flatMap(({ place }) => (place.state === 'resolved' ? [place.path] : []))
  const paths = items.flatMap(partsIn)
  if (paths.length === 0) return
  // Not what somebody sent who was erased, nor what a second copy of a mail brings again.
  const awaited = await io.store.read(tenantId, (db) => awaitedAmong(db, { paths }))
  const files: StoredFile[] = []
  for (const item of items) {
    const wanted = partsIn(item).filter((path) => awaited.has(path))
    files.push(...(await keepFrom(io, { tenantId, mail: item.bytes, paths: wanted })))
  }
  await nameFiles(io, { tenantId, sourceId, files })
}

/** Keeps the parts of a source's mails that still wait, out of the mails as they were kept: a look was killed before it had. */
export async function keepWaitingParts(
  io: PartsIo,
  { tenantId, sourceId }: { tenantId: Id; sourceId: Id },
): Promise<void> {
  const { store, itemSeal } = io
  const waiting = Map.groupBy(await store.read(tenantId, awaitedParts), ({ path }) => mailOf(path))
  if (waiting.size === 0) return
  const mails = await store.read(tenantId, (db) =>
    rawItemsAt(db, { itemSeal, sourceId, paths: [...waiting.keys()] }),
  )
  for (const { id, path } of mails) {
    const mail = (await store.read(tenantId, (db) => readRawItems(db, { itemSeal, ids: [id] }))).get(id)
    if (mail === undefined) continue
    for (const [owner, parts] of Map.groupBy(waiting.get(path) ?? [], (part) => part.sourceId)) {
      const paths = parts.map((part) => part.path)
      const files = await keepFrom(io, { tenantId, mail, paths })
      await nameFiles(io, { tenantId, sourceId: owner, files })
    }
  }
}

function mailOf(path: string): string {
  return path.slice(0, path.lastIndexOf('#'))
}

async function keepFrom(
  { media }: Pick<PartsIo, 'media'>,
  { tenantId, mail, paths }: { tenantId: Id; mail: Buffer; paths: readonly string[] },
): Promise<StoredFile[]> {
  if (paths.length === 0) return []
  const partAt = partsOf(mailOfPostmark(mail))
  const files: StoredFile[] = []
  for (const path of paths) {
    const part = partAt(Number(path.slice(path.lastIndexOf('#') + 1)))
    if (part === null) continue
    const { sha256, bytes, head } = await media.keepBytes(tenantId, part.bytes)
    files.push({ path, sha256, bytes, mediaType: mediaType(part.name, head) })
  }
  return files
}

async function nameFiles(
  { store, clock }: Pick<PartsIo, 'store' | 'clock'>,
  { tenantId, ...input }: { tenantId: Id; sourceId: Id; files: readonly StoredFile[] },
): Promise<void> {
  if (input.files.length === 0) return
  await store.write(tenantId, (tx) => fileStored(tx, { now: clock.now(), ...input }))
}
