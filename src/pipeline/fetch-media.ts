import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type Archive, mediaType, type SetAside, SetAsideError } from '../channels/channels.ts'
import { awaitedFiles, fileStored, type MediaFolder, type StoredFile } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'

const BATCH_FILES = 200
/** Files up to this size are held whole, which saves most of the time that a stream costs. */
const SMALL_BYTES_MAX = 1024 * 1024

/**
 * Brings in the files that attachments wait for: bytes first, then the row that names them, so that a kill in
 * between leaves at most a file nobody names. Returns what could not be read.
 */
export async function fetchMedia(
  io: { store: Store; clock: Clock; media: MediaFolder },
  input: { tenantId: Id; sourceId: Id; archive: Archive; signal?: AbortSignal | undefined },
): Promise<SetAside[]> {
  const { tenantId, sourceId, archive, signal } = input
  const awaited = await io.store.read(tenantId, (db) => awaitedFiles(db, input))
  const lost: SetAside[] = []
  if (awaited.size === 0) return lost
  let files: StoredFile[] = []
  const settle = async () => {
    const ready = files
    files = []
    await io.store.write(tenantId, (tx) => fileStored(tx, { sourceId, now: io.clock.now(), files: ready }))
  }
  for await (const item of archive.walk({ signal, wants: (path) => awaited.has(path) })) {
    if (item.kind === 'set_aside') {
      if (awaited.has(item.path)) lost.push(item)
      continue
    }
    try {
      const small = item.bytes <= SMALL_BYTES_MAX
      const kept = small
        ? await io.media.keepBytes(tenantId, await item.read())
        : await io.media.keep(tenantId, await item.stream())
      files.push({
        path: item.path,
        sha256: kept.sha256,
        bytes: kept.bytes,
        mediaType: mediaType(item.path, kept.head),
      })
    } catch (error) {
      if (!(error instanceof SetAsideError)) throw error
      lost.push(error.setAside)
    }
    if (files.length >= BATCH_FILES) await settle()
  }
  await settle()
  return lost
}
