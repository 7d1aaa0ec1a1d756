import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { mediaType, partsOf } from '../channels/channels.ts'
import { fileStored, type MediaFolder, type StoredFile } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import type { ReceivedItem } from './receive.ts'

/**
 * Keeps the files that are parts of mails: bytes first, then the row that names them, so that a kill in between leaves at
 * most a file nobody names. A part's place is the mail's path, `#`, and its number.
 */
export async function keepParts(
  io: { store: Store; clock: Clock; media: MediaFolder },
  { tenantId, sourceId, items }: { tenantId: Id; sourceId: Id; items: readonly ReceivedItem[] },
): Promise<void> {
  const files: StoredFile[] = []
  for (const { bytes, messages } of items) {
    const attachments = messages.flatMap((message) => message.attachments)
    if (attachments.length === 0) continue
    const partAt = partsOf(bytes)
    for (const { place } of attachments) {
      if (place.state !== 'resolved') continue
      const part = partAt(Number(place.path.slice(place.path.lastIndexOf('#') + 1)))
      if (part === null) continue
      const kept = await io.media.keepBytes(tenantId, part.bytes)
      files.push({
        path: place.path,
        sha256: kept.sha256,
        bytes: kept.bytes,
        mediaType: mediaType(part.name, kept.head),
      })
    }
  }
  if (files.length === 0) return
  await io.store.write(tenantId, (tx) => fileStored(tx, { sourceId, now: io.clock.now(), files }))
}
