import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemClock } from '../../base/clock.ts'
import { flushFolder } from '../../base/durable.ts'
import { newId } from '../../base/ids.ts'
import { type About, newHeader } from './header.ts'
import { type Entry, openArchive } from './read-archive.ts'
import { sealedChunks } from './sealed-chunks.ts'
import { SealingFile } from './sealing-file.ts'

/** Adds a file to an archive; returns how many bytes it had. A name that ends in `/` is a folder, and has none. */
export type Add = (name: string, bytes?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<number>

/** Files that are not whole yet, or never came to be. */
export const UNFINISHED = /\.unfinished-[0-9a-f-]+$/

/**
 * Writes a sealed archive of what `fill` adds. It appears under its name only once it is on the disk and was read back, each
 * chunk and each file's hash: what has the name is whole. Returns its size on the disk and what `fill` returned.
 *
 * Within the sealed stream: the files' bytes one after another, then a list of them as JSON, then where that list begins (64
 * bits). So nothing has to know a size before it is read, and any file is found without reading the others.
 */
export async function writeArchive<T>(
  path: string,
  { master, about }: { master: Buffer; about: About },
  fill: (add: Add) => Promise<T>,
): Promise<{ bytes: number; filled: T }> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.unfinished-${newId(systemClock)}`
  try {
    const filled = await writeDraft(draft, { master, about, fill })
    await using written = await openArchive(draft, [master])
    await written.verify()
    await rename(draft, path)
    await flushFolder(dirname(path))
    return { bytes: written.bytes, filled }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function writeDraft<T>(
  draft: string,
  { master, about, fill }: { master: Buffer; about: About; fill: (add: Add) => Promise<T> },
): Promise<T> {
  const header = newHeader(master, about)
  await using file = await open(draft, 'wx', 0o600)
  await file.writeFile(header.bytes)
  const sealing = new SealingFile(file, sealedChunks(header.stream))
  const entries: Entry[] = []
  const filled = await fill(async (name, source = []) => {
    const offset = sealing.written
    const hash = createHash('sha256')
    for await (const bytes of source) {
      hash.update(bytes)
      await sealing.write(bytes)
    }
    const bytes = sealing.written - offset
    entries.push({ name, offset, bytes, sha256: hash.digest('hex') })
    return bytes
  })
  const end = Buffer.alloc(8)
  end.writeBigUInt64LE(BigInt(sealing.written))
  await sealing.write(Buffer.from(JSON.stringify(entries)))
  await sealing.write(end)
  await sealing.finish()
  await file.sync()
  return filled
}
