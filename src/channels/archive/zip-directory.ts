import { isUtf8 } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'
import { Refusal } from '../../base/refusal.ts'
import { decodeCp437 } from './cp437.ts'

/** One member as the table of contents of a zip has it (APPNOTE 6.3.10, section 4.3.12). */
export type ZipEntry = {
  /** As written: `/` or `\`, ends in a slash for a folder, may be hostile. */
  name: string
  /** 0 stored, 8 deflated. */
  method: number
  crc32: number
  packedBytes: number
  bytes: number
  /** Where its local header is, bytes from the start of the file. */
  offset: number
  encrypted: boolean
  link: boolean
}

/** Where the table of contents of a zip is. `shift` is what was put before the archive, to add to every offset. */
export type ZipDirectory = { start: number; bytes: number; shift: number }

const END_BYTES = 22
const END_COMMENT_BYTES_MAX = 0xffff
const LOCATOR_BYTES = 20
const DIRECTORY_BYTES_MAX = 512 * 1024 ** 2

const TRUNCATED_NEXT = 'Download or copy the file again, and check that it has the size Google shows for it.'

/**
 * Finds the table of contents, zip64 included. Refusal `archive_truncated` when the file has none, which is
 * what an interrupted download looks like.
 */
export async function findDirectory(file: FileHandle, fileBytes: number): Promise<ZipDirectory> {
  const tailStart = Math.max(0, fileBytes - END_BYTES - END_COMMENT_BYTES_MAX - LOCATOR_BYTES)
  const tail = await readExactly(file, tailStart, fileBytes - tailStart)
  const end = findEnd(tail)
  if (end === -1) throw truncated()
  let bytes = tail.readUInt32LE(end + 12)
  let declaredStart = tail.readUInt32LE(end + 16)
  let recordAt = tailStart + end
  const locator = end - LOCATOR_BYTES
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    recordAt = Number(tail.readBigUInt64LE(locator + 8))
    if (recordAt + 56 > fileBytes) throw truncated()
    const record = await readExactly(file, recordAt, 56)
    if (record.readUInt32LE(0) !== 0x06064b50) throw truncated()
    bytes = Number(record.readBigUInt64LE(40))
    declaredStart = Number(record.readBigUInt64LE(48))
  }
  const start = recordAt - bytes
  if (start < 0 || bytes > DIRECTORY_BYTES_MAX) throw truncated()
  return { start, bytes, shift: start - declaredStart }
}

/** Reads the table of contents' bytes; they are not kept between walks. */
export async function readDirectory(file: FileHandle, directory: ZipDirectory): Promise<Buffer> {
  return await readExactly(file, directory.start, directory.bytes)
}

/**
 * The entries in `table`, in order. An entry whose zip64 sizes are missing has NaN for them; the walk ends
 * early, and returns false, where the bytes are no entry any more.
 */
export function* zipEntries(table: Buffer, shift: number): Generator<ZipEntry, boolean> {
  let at = 0
  while (at + 46 <= table.length) {
    if (table.readUInt32LE(at) !== 0x02014b50) return false
    const flags = table.readUInt16LE(at + 8)
    const nameEnd = at + 46 + table.readUInt16LE(at + 28)
    const extraEnd = nameEnd + table.readUInt16LE(at + 30)
    const next = extraEnd + table.readUInt16LE(at + 32)
    if (next > table.length) return false
    const wide = zip64Reader(table.subarray(nameEnd, extraEnd))
    const bytes = wide(table.readUInt32LE(at + 24))
    const packedBytes = wide(table.readUInt32LE(at + 20))
    const offset = wide(table.readUInt32LE(at + 42)) + shift
    yield {
      name: decodeName(table.subarray(at + 46, nameEnd)),
      method: table.readUInt16LE(at + 10),
      crc32: table.readUInt32LE(at + 16),
      packedBytes,
      bytes,
      offset,
      encrypted: (flags & 0x41) !== 0,
      link: ((table.readUInt32LE(at + 38) >>> 16) & 0o170000) === 0o120000,
    }
    at = next
  }
  return at === table.length
}

/** Fields of 32 bits that are all ones have their true value in the zip64 extra field, in order (4.5.3). */
function zip64Reader(extra: Buffer): (field: number) => number {
  let values: Buffer | undefined
  let at = 0
  return (field) => {
    if (field !== 0xffffffff) return field
    values ??= extraField(extra, 0x0001)
    if (at + 8 > values.length) return Number.NaN
    at += 8
    return Number(values.readBigUInt64LE(at - 8))
  }
}

function extraField(extra: Buffer, id: number): Buffer {
  let at = 0
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end)
    at = end
  }
  return extra.subarray(0, 0)
}

/** macOS writes UTF-8 and does not set the flag for it, so the bytes are asked and not the flag. */
function decodeName(raw: Buffer): string {
  return isUtf8(raw) ? raw.toString('utf8') : decodeCp437(raw)
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue
    if (at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length) return at
  }
  return -1
}

/** Exactly `length` bytes from `start`; Refusal `archive_truncated` when the file ends before. */
async function readExactly(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, start + filled)
    if (bytesRead === 0) throw truncated()
    filled += bytesRead
  }
  return buffer
}

function truncated(): Refusal {
  return new Refusal('archive_truncated', 'The zip ends before its table of contents.', TRUNCATED_NEXT)
}
