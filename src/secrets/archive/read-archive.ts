import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import { errorCode, Refusal } from '../../base/refusal.ts'
import { type About, notAnArchive, readHeader } from './header.ts'
import { OpeningFile } from './opening-file.ts'
import { sealedChunks } from './sealed-chunks.ts'

/** A file in an archive; one whose name ends in `/` is a folder. */
export type Entry = { name: string; offset: number; bytes: number; sha256: string }

const entriesShape = z.array(
  z.object({
    name: z.string().refine((name) => !/(^|\/)\.\.?(\/|$)|^\/|\\|\0/.test(name)),
    offset: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    sha256: z.string(),
  }),
)

/** A sealed archive that was opened. Whatever of it was changed, cut off or moved is refused with `archive_damaged`. */
export type Archive = AsyncDisposable & {
  about: About
  /** The master key that opened it. */
  master: Buffer
  /** On the disk. */
  bytes: number
  entries: readonly Entry[]
  read(entry: Entry): AsyncGenerator<Buffer>
  /** Reads all of it, and compares each file's hash. */
  verify(): Promise<void>
}

/** What an archive says of itself without a key. Refuses with `not_an_archive`. */
export async function readAbout(path: string): Promise<About> {
  await using file = await openFile(path)
  return (await readHeader(file, path)).about
}

/**
 * Opens an archive with one of the master keys. Refuses with `not_an_archive`, `wrong_archive_key` and `archive_damaged`.
 */
export async function openArchive(path: string, masters: readonly Buffer[]): Promise<Archive> {
  await using opening = new AsyncDisposableStack()
  const file = opening.use(await openFile(path))
  const header = await readHeader(file, path)
  const { stream, master } = header.streamKey(masters)
  const { size } = await file.stat()
  const reader = new OpeningFile({
    ...{ file, from: header.bytes, size, chunks: sealedChunks(stream) },
    damaged: (cause) => damaged(path, cause),
  })
  const entries = await readEntries(reader, path)
  const read = (entry: Entry) => reader.range(entry.offset, entry.offset + entry.bytes)
  const held = opening.move()
  return {
    about: header.about,
    master,
    bytes: size,
    entries,
    read,
    verify: async () => {
      for (const entry of entries) {
        const hash = createHash('sha256')
        for await (const bytes of read(entry)) hash.update(bytes)
        if (hash.digest('hex') !== entry.sha256) throw damaged(path)
      }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

async function readEntries(reader: OpeningFile, path: string): Promise<Entry[]> {
  const { length } = reader
  if (length < 8) throw damaged(path)
  const end = await all(reader.range(length - 8, length))
  const start = Number(end.readBigUInt64LE())
  if (start > length - 8) throw damaged(path)
  try {
    return entriesShape.parse(JSON.parse((await all(reader.range(start, length - 8))).toString('utf8')))
  } catch (cause) {
    throw errorCode(cause) === 'archive_damaged' ? cause : damaged(path, cause)
  }
}

async function all(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(parts))
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (cause) {
    throw notAnArchive(path, cause)
  }
}

function damaged(path: string, cause?: unknown): Refusal {
  return new Refusal(
    'archive_damaged',
    `The file ${path} is not as it was written: it was cut off or changed.`,
    'Take another backup, or fetch this one again from where it was copied. Nothing was changed.',
    { cause },
  )
}
