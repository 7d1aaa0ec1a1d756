import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { systemClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'

/** Bytes of media by their content, a folder per firm. */
export type MediaFolder = {
  /** Keeps a stream's bytes; the same bytes twice are kept once. `head` is its first bytes, at most 64. */
  keep(tenantId: Id, bytes: Readable): Promise<{ sha256: string; bytes: number; head: Buffer }>
  /** Reads kept bytes, or the part from `start` to `end` inclusive. */
  open(tenantId: Id, sha256: string, range?: { start: number; end: number }): Readable
  /** Size in bytes of what is kept; undefined when it is not. */
  size(tenantId: Id, sha256: string): Promise<number | undefined>
}

const HEAD_BYTES = 64

/** A media folder at `root`. Bytes appear under their final name only when whole. */
export function openMediaFolder(root: string): MediaFolder {
  const place = (tenantId: Id, sha256: string) => join(root, tenantId, sha256.slice(0, 2), sha256)
  return {
    keep: async (tenantId, source) => {
      const hash = createHash('sha256')
      let size = 0
      let head = Buffer.alloc(0)
      const draft = join(root, tenantId, `.${newId(systemClock)}`)
      await mkdir(dirname(draft), { recursive: true, mode: 0o700 })
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk)
          size += chunk.length
          if (head.length < HEAD_BYTES)
            head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)])
          done(null, chunk)
        },
      })
      try {
        await pipeline(source, measure, createWriteStream(draft, { mode: 0o600 }))
        const sha256 = hash.digest('hex')
        const target = place(tenantId, sha256)
        await mkdir(dirname(target), { recursive: true, mode: 0o700 })
        await rename(draft, target)
        return { sha256, bytes: size, head }
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    open: (tenantId, sha256, range) => createReadStream(place(tenantId, sha256), range),
    size: async (tenantId, sha256) => {
      try {
        return (await stat(place(tenantId, sha256))).size
      } catch {
        return undefined
      }
    },
  }
}
