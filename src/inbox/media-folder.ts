import { createHash } from 'node:crypto'
import { createReadStream, type Dirent, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { sha256 } from '../base/bytes.ts'
import { systemClock } from '../base/clock.ts'
import { flushFolder } from '../base/durable.ts'
import { type Id, newId } from '../base/ids.ts'
import { errorCode } from '../base/refusal.ts'
import { type Content, contentBytes, openSealedFiles } from '../secrets/secrets.ts'

/** Bytes of media by their content, a folder per firm. */
export type MediaFolder = {
  /** Keeps a stream's bytes; the same bytes twice are kept once. */
  keep(tenantId: Id, bytes: Readable): Promise<Content>
  /** Keeps bytes that are here whole. */
  keepBytes(tenantId: Id, bytes: Buffer): Promise<Content>
  /** Reads kept bytes, or the part from `start` to `end` inclusive. The stream fails with `file_damaged` on what was changed. */
  open(tenantId: Id, sha256: string, range?: { start: number; end: number }): Readable
  /** Removes kept bytes, or what `walk` calls by this name; nothing happens when there are none. */
  forget(tenantId: Id, name: string): Promise<void>
  /** Size in bytes of what is kept; undefined when it is not. */
  size(tenantId: Id, sha256: string): Promise<number | undefined>
  /**
   * All that is kept of a firm, also drafts that a kill left; `name` is its content's SHA-256, or the file's own where that is a
   * draft, or does not open.
   */
  walk(tenantId: Id): AsyncIterable<{ name: string; bytes: number; changedAt: Date }>
  /**
   * Seals what an earlier version kept in the clear. Killed at any point, each file is there at least once, whole; the next call
   * goes on, and changes nothing where all is sealed. Nothing else may bring in or forget media meanwhile.
   */
  seal(): Promise<SealedMedia>
}

/** `damaged`: files whose bytes are not those of their names. They stay as they are; the check `files-kept` tells of them. */
export type SealedMedia = { sealed: number; damaged: number }

/** Of a file that is sealed. Others were kept before files were, under the SHA-256 of their content. */
const SUFFIX = '.sealed'
const HEAD_BYTES = 64

/**
 * A media folder at `root`, sealed under `key`. Bytes appear under their final name only when whole and on the disk, and what
 * is kept survives a power cut: the file is flushed before it is renamed, and its folder afterwards. That takes 0.8 ms a file
 * (1.2 instead of 0.4, ext4), while threading keeps the database busy: an import of 20,000 messages with 515 files took
 * 15.9 s with it and 16.4 without (the least of four each, by turns, on two busy cores).
 *
 * Sealing costs about 2 ms of the processor a file: 620 files, 102 MB, took 1.6 to 2.1 s of it instead of 0.65 to 0.8 for hashing,
 * writing and flushing them in the clear, and 0.7 to 1.1 s instead of 0.4 to 0.5 to read (`node bench/media.ts`, two busy cores).
 */
export function openMediaFolder(root: string, key: Buffer): MediaFolder {
  const files = openSealedFiles(key)
  const plainPlace = (tenantId: Id, name: string) =>
    name.startsWith('.') ? join(root, tenantId, name) : join(root, tenantId, name.slice(0, 2), name)
  const place = (tenantId: Id, sha256: string) =>
    plainPlace(tenantId, `${files.name(tenantId, sha256)}${SUFFIX}`)
  const made = new Set<string>()
  const folder = async (path: string) => {
    if (made.has(path)) return
    const first = await mkdir(path, { recursive: true, mode: 0o700 })
    for (let at = path; first !== undefined && at.length >= first.length; at = dirname(at))
      await flushFolder(dirname(at))
    made.add(path)
  }
  const keep: MediaFolder['keep'] = async (tenantId, bytes) => {
    await folder(join(root, tenantId))
    const draft = join(root, tenantId, `.${newId(systemClock)}`)
    try {
      const kept = await files.write(draft, tenantId, bytes)
      const target = place(tenantId, kept.sha256)
      await folder(dirname(target))
      await rename(draft, target)
      await flushFolder(dirname(target))
      const plain = plainPlace(tenantId, kept.sha256)
      if (existsSync(plain)) await rm(plain, { force: true })
      return kept
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }
  return {
    keep,
    keepBytes: async (tenantId, bytes) => {
      const kept = { sha256: sha256(bytes), bytes: bytes.length, head: bytes.subarray(0, HEAD_BYTES) }
      return existsSync(place(tenantId, kept.sha256)) ? kept : keep(tenantId, Readable.from([bytes]))
    },
    open: (tenantId, sha256, range) =>
      Readable.from(
        readEither(
          () => files.read(place(tenantId, sha256), { scope: tenantId, sha256 }, range),
          () => createReadStream(plainPlace(tenantId, sha256), range),
        ),
        { objectMode: false },
      ),
    forget: async (tenantId, name) => {
      await rm(place(tenantId, name), { force: true })
      await rm(plainPlace(tenantId, name), { force: true })
    },
    size: async (tenantId, sha256) => {
      const sealed = await sizeOf(place(tenantId, sha256))
      return sealed === undefined ? sizeOf(plainPlace(tenantId, sha256)) : contentBytes(sealed)
    },
    walk: async function* (tenantId) {
      for await (const { parentPath, name } of filesBelow(join(root, tenantId))) {
        const path = join(parentPath, name)
        try {
          const { size, mtime: changedAt } = await stat(path)
          if (!name.endsWith(SUFFIX)) yield { name, bytes: size, changedAt }
          else {
            const sha256 = await files.sha256Of(path, tenantId)
            yield { name: sha256 ?? name, bytes: contentBytes(size), changedAt }
          }
        } catch (error) {
          if (errorCode(error) !== 'ENOENT') throw error // removed meanwhile
        }
      }
    },
    seal: async () => {
      const done = { sealed: 0, damaged: 0 }
      const firms = await readdir(root, { withFileTypes: true }).catch(() => [])
      for (const { name: tenantId } of firms.filter((entry) => entry.isDirectory()))
        for await (const { parentPath, name } of filesBelow(join(root, tenantId))) {
          if (name.startsWith('.') || name.endsWith(SUFFIX)) continue
          const path = join(parentPath, name)
          if ((await hashOf(path)) === name) {
            await keep(tenantId, createReadStream(path))
            done.sealed++
          } else done.damaged++
        }
      return done
    },
  }
}

/** How many files of media lie in the folder at `root`, and how many of these in the clear; by their names, for which no key is needed. */
export async function countMedia(root: string): Promise<{ files: number; plain: number }> {
  const counts = { files: 0, plain: 0 }
  for await (const { name } of filesBelow(root)) {
    if (name.startsWith('.')) continue
    counts.files++
    if (!name.endsWith(SUFFIX)) counts.plain++
  }
  return counts
}

/** Reads what is sealed, or else what is plain; sealed again, for it may have become so between the two. */
async function* readEither(
  sealed: () => AsyncIterable<Buffer>,
  plain: () => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  for (const read of [sealed, plain]) {
    try {
      return yield* read()
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }
  yield* sealed()
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path)) hash.update(bytes)
  return hash.digest('hex')
}

/** Files of a firm's folder, one folder at a time; none where it has no folder. */
async function* filesBelow(path: string): AsyncGenerator<Dirent> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name))
    else yield entry
  }
}
