import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { errorCode } from '../../base/refusal.ts'
import { mediaType } from '../../channels/channels.ts'
import { type NamedFile, readNamedFiles } from '../../inbox/inbox.ts'
import { type Check, type Found, type LookIo, within } from '../check.ts'

const HEAD_BYTES = 64

/**
 * The bytes of every stored file are in the media folder, as many as its row says, and something refers to it; whole, that they
 * are those of its name.
 */
export const filesKept: Check = {
  name: 'files-kept',
  summary: 'The bytes of every file are there, as they were stored, and something refers to them.',
  pace: 'derived',
  walk: { table: 'media', key: 'sha256', type: 'text' },
  slice: 100,
  look: async (io, part) => {
    const files = await io.read((db) => readNamedFiles(db, within(part, sql`m.sha256`, 'text')))
    const found: Found[] = []
    for (const file of files) {
      const fault = file.isUsed ? await faultOf(io, file) : ({ kind: 'media_unused', details: {} } as const)
      if (fault !== null) found.push({ ...fault, subject: { kind: 'file', id: file.sha256 } })
    }
    return { found, waiting: 0, looked: 0 }
  },
}

async function faultOf(
  { media, tenantId, isWhole }: LookIo,
  file: NamedFile,
): Promise<Pick<Found, 'kind' | 'details'> | null> {
  const { sha256, bytes, path } = file
  const isPart = path !== null && /#[0-9]+$/.test(path)
  const size = await media.size(tenantId, sha256)
  if (size === undefined) return { kind: 'file_missing', details: { isPart } }
  if (size === bytes && !isWhole) return null
  const kept = await readKept(media.open(tenantId, sha256)).catch(unlessDamaged)
  if (kept?.sha256 !== sha256) return { kind: 'file_changed', details: { isPart, bytes, found: size } }
  if (size !== bytes) return { kind: 'file_misdescribed', details: { bytes, found: size } }
  const type = path === null ? file.mediaType : mediaType(path, kept.head)
  // Of a part of a mail its own name told the type, which is not kept.
  if (isPart || type === file.mediaType) return null
  return { kind: 'file_misdescribed', details: { bytes, found: size, mediaType: type } }
}

/** undefined for a sealed file that does not open. */
function unlessDamaged(error: unknown): undefined {
  if (errorCode(error) !== 'file_damaged') throw error
}

/** What kept bytes are. Fails as `MediaFolder.open` does. */
export async function readKept(
  bytes: AsyncIterable<Buffer>,
): Promise<{ sha256: string; head: Buffer; bytes: number }> {
  const hash = createHash('sha256')
  let head: Buffer = Buffer.alloc(0)
  let size = 0
  for await (const chunk of bytes) {
    hash.update(chunk)
    size += chunk.length
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
  }
  return { sha256: hash.digest('hex'), head, bytes: size }
}
