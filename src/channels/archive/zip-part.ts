import { type FileHandle, open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createInflateRaw, inflateRaw, inflateRawSync } from 'node:zlib'
import { Refusal } from '../../base/refusal.ts'
import type { SetAside } from '../set-aside.ts'
import type { ArchiveItem } from './archive.ts'
import { type FileWindow, fileWindow } from './file-window.ts'
import { isLitter, memberPath } from './member-path.ts'
import { memberTooBig, type Part, setAsideError, setAsideOf, takeFor, type Walk } from './part.ts'
import { findDirectory, readDirectory, type ZipEntry, zipEntries } from './zip-directory.ts'

/**
 * Opens a zip for random access. We read it ourselves: of 22,646 members (Node 24, 2 cores) yauzl 3.4 takes
 * 1,660 ms to list them and 280 µs to read one, this takes 100 ms and 55 µs, and one bad entry does not end
 * the list.
 *
 * Refusal `archive_truncated` without a table of contents, `archive_encrypted` when a member has a password.
 */
export async function openZip(part: { name: string; path: string; bytes: number }): Promise<Part> {
  const file = await open(part.path)
  try {
    const directory = await findDirectory(file, part.bytes)
    for (const entry of zipEntries(await readDirectory(file, directory), directory.shift)) {
      if (entry.encrypted) throw encrypted()
    }
    return {
      ...part,
      async *members(walk) {
        yield* members(part, file, zipEntries(await readDirectory(file, directory), directory.shift), walk)
      },
      [Symbol.asyncDispose]: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

type ZipFile = { name: string; bytes: number }

async function* members(
  zip: ZipFile,
  file: FileHandle,
  entries: Generator<ZipEntry, boolean>,
  walk: Walk,
): AsyncGenerator<ArchiveItem> {
  const window = fileWindow(file)
  for (;;) {
    walk.signal?.throwIfAborted()
    const step = entries.next()
    if (step.done) {
      if (step.value) return
      const reason =
        'The table of contents of the zip is damaged; the files it lists after that place are lost.'
      yield { kind: 'set_aside', ...setAsideOf(zip.name, 'archive_damaged', reason) }
      return
    }
    const item = member(zip, file, window, step.value, walk)
    if (item) yield item
  }
}

/** The item for one entry, or null when it is a folder, litter or not wanted. */
function member(
  zip: ZipFile,
  file: FileHandle,
  window: FileWindow,
  entry: ZipEntry,
  walk: Walk,
): ArchiveItem | null {
  if (entry.name.endsWith('/')) return null
  const inner = memberPath(entry.name)
  if (inner === null) {
    const reason = 'The name of the file points outside the archive.'
    return { kind: 'set_aside', ...setAsideOf(`${zip.name}/${entry.name}`, 'unsafe_path', reason) }
  }
  const path = `${zip.name}/${inner}`
  if (isLitter(inner) || !walk.wants(path)) return null
  const wrong = entry.link
    ? setAsideOf(path, 'link_not_followed', 'The file is only a link to another one.')
    : (unusable(path, entry, zip.bytes) ?? memberTooBig(path, entry, walk.limits))
  if (wrong) return { kind: 'set_aside', ...wrong }
  return {
    kind: 'file',
    path,
    part: zip.name,
    bytes: entry.bytes,
    read: async () => {
      takeFor(path, entry.bytes, walk.budget)
      return (await readEntry(path, window, entry)).bytes
    },
    readPacked: async () => {
      takeFor(path, entry.bytes, walk.budget)
      const { bytes, packed } = await readEntry(path, window, entry)
      // Not more than was taken of the budget: a forged zip can say of many members that they hold the same 100 MB.
      const isHeld = entry.method === 8 && packed.length <= bytes.length
      // A copy: what is read lies in a window over many members, all of which it would keep.
      return { bytes, deflated: isHeld ? Buffer.from(packed) : null }
    },
    stream: async () => {
      takeFor(path, entry.bytes, walk.budget)
      return Readable.from(streamEntry(path, file, await dataStart(path, window, entry), entry))
    },
  }
}

function unusable(path: string, entry: ZipEntry, zipBytes: number): SetAside | null {
  if (entry.method !== 0 && entry.method !== 8) {
    return setAsideOf(path, 'unsupported_compression', 'The file is packed in a way that is not supported.')
  }
  const inside = entry.offset >= 0 && entry.offset + entry.packedBytes <= zipBytes
  return inside && entry.bytes >= 0 ? null : setAsideOf(path, 'corrupt_member', CORRUPT)
}

const CORRUPT = 'The file is damaged inside the archive.'
const LOCAL_HEADER_BYTES = 30
/** Room for the local extra field, whose length only the local header tells; more than this costs a second read. */
const EXTRA_BYTES_GUESS = 64
/** Above this, unpacking leaves the main thread. */
const SYNC_BYTES_MAX = 1024 ** 2

const inflateRawOffThread = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

async function readEntry(
  path: string,
  window: FileWindow,
  entry: ZipEntry,
): Promise<{ bytes: Buffer; packed: Buffer }> {
  const guess = LOCAL_HEADER_BYTES + Buffer.byteLength(entry.name) + EXTRA_BYTES_GUESS + entry.packedBytes
  const head = await window.read(entry.offset, guess)
  const start = headerBytes(path, head)
  const around =
    start + entry.packedBytes <= head.length
      ? head
      : await window.read(entry.offset, start + entry.packedBytes)
  const packed = around.subarray(start, start + entry.packedBytes)
  const bytes = await unpack(path, packed, entry)
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc32)
    throw setAsideError(path, 'corrupt_member', CORRUPT)
  return { bytes, packed }
}

async function unpack(path: string, packed: Buffer, entry: ZipEntry): Promise<Buffer> {
  if (entry.method === 0) return Buffer.from(packed)
  const options = { maxOutputLength: Math.max(1, entry.bytes) }
  try {
    return entry.bytes <= SYNC_BYTES_MAX
      ? inflateRawSync(packed, options)
      : await inflateRawOffThread(packed, options)
  } catch (cause) {
    throw setAsideError(path, 'corrupt_member', CORRUPT, cause)
  }
}

/** Length of the local header at the beginning of `head`, which repeats the name and has an extra field of its own. */
function headerBytes(path: string, head: Buffer): number {
  if (head.length < LOCAL_HEADER_BYTES || head.readUInt32LE(0) !== 0x04034b50) {
    throw setAsideError(path, 'corrupt_member', CORRUPT)
  }
  return LOCAL_HEADER_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28)
}

async function dataStart(path: string, window: FileWindow, entry: ZipEntry): Promise<number> {
  return entry.offset + headerBytes(path, await window.read(entry.offset, LOCAL_HEADER_BYTES))
}

async function* streamEntry(
  path: string,
  file: FileHandle,
  start: number,
  entry: ZipEntry,
): AsyncGenerator<Buffer> {
  let checksum = 0
  let bytes = 0
  try {
    for await (const chunk of unpackedChunks(file, start, entry)) {
      checksum = crc32(chunk, checksum)
      bytes += chunk.length
      if (bytes > entry.bytes) break
      yield chunk
    }
  } catch (cause) {
    throw setAsideError(path, 'corrupt_member', CORRUPT, cause)
  }
  if (bytes !== entry.bytes || checksum !== entry.crc32) throw setAsideError(path, 'corrupt_member', CORRUPT)
}

function unpackedChunks(file: FileHandle, start: number, entry: ZipEntry): AsyncIterable<Buffer> {
  if (entry.packedBytes === 0) return Readable.from([])
  const packed = file.createReadStream({ start, end: start + entry.packedBytes - 1, autoClose: false })
  if (entry.method === 0) return packed
  // The callback has nothing to do: a failure of either ends the loop that reads the second.
  return pipeline(packed, createInflateRaw(), () => {})
}

function encrypted(): Refusal {
  return new Refusal(
    'archive_encrypted',
    'The zip is protected with a password.',
    'Unpack it with its password and hand in the folder, or download it again from Google Takeout.',
  )
}
