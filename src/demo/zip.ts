import { mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

/** Where an archive's files go, one after the other; nothing of a file is kept once it is added. */
export type Sink = {
  /** Adds a file at a `/`-separated relative path. */
  add(name: string, content: string | Buffer): Promise<void>
  /** Ends the archive; the number of files and the bytes on disk. */
  close(): Promise<{ files: number; bytes: number }>
}

const FLUSH_BYTES = 256 * 1024
/** Deflate has little to gain here, and costs some 60 µs to set up. */
const STORED_BYTES_MAX = 128
const LIMIT_16 = 0xffff
const LIMIT_32 = 0xffffffff

/**
 * A zip file at `file` (APPNOTE 6.3.10): deflate, names in UTF-8, zip64 when there are 65,535 files or 4 GB.
 * What stays in memory is the central directory, some 110 bytes a file. Every file is dated `atMs` (UTC, even seconds).
 */
export async function openZip(file: string, atMs: number): Promise<Sink> {
  const out = await open(file, 'w')
  const stamp = dosTime(atMs)
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let offset = 0
  let files = 0
  const directory: Buffer[] = []

  async function write(...pieces: Buffer[]): Promise<void> {
    for (const piece of pieces) {
      waiting.push(piece)
      waitingBytes += piece.length
      offset += piece.length
    }
    if (waitingBytes >= FLUSH_BYTES) await flush()
  }

  async function flush(): Promise<void> {
    const bytes = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    await out.writeFile(bytes)
  }

  return {
    async add(name, content) {
      const data = typeof content === 'string' ? Buffer.from(content) : content
      const stored = data.length < STORED_BYTES_MAX
      const packed = stored ? data : deflateRawSync(data)
      const nameBytes = Buffer.from(name)
      const head = Buffer.alloc(30)
      head.writeUInt32LE(0x04034b50, 0)
      head.writeUInt16LE(20, 4)
      head.writeUInt16LE(0x0800, 6)
      head.writeUInt16LE(stored ? 0 : 8, 8)
      head.writeUInt32LE(stamp, 10)
      head.writeUInt32LE(crc32(data), 14)
      head.writeUInt32LE(packed.length, 18)
      head.writeUInt32LE(data.length, 22)
      head.writeUInt16LE(nameBytes.length, 26)
      directory.push(directoryEntry(head, nameBytes, offset))
      files++
      await write(head, nameBytes, packed)
    },
    async close() {
      const start = offset
      for (const entry of directory) await write(entry)
      await write(endOfDirectory(files, offset - start, start))
      await flush()
      await out.close()
      return { files, bytes: offset }
    },
  }
}

/** The same files unpacked under the folder `dir`, which is made when it is not there. */
export function openFolder(dir: string): Sink {
  const made = new Set<string>()
  let files = 0
  let bytes = 0
  return {
    async add(name, content) {
      const target = path.join(dir, name)
      const parent = path.dirname(target)
      if (!made.has(parent)) {
        await mkdir(parent, { recursive: true })
        made.add(parent)
      }
      await writeFile(target, content)
      files++
      bytes += Buffer.byteLength(content)
    },
    close: async () => ({ files, bytes }),
  }
}

/** Not pooled: a slice of Node's pool would keep the slab, and with it 20 KB a file, until the archive is closed. */
function directoryEntry(head: Buffer, name: Buffer, offset: number): Buffer {
  const far = offset >= LIMIT_32
  const entry = Buffer.alloc(46 + name.length + (far ? 12 : 0))
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(far ? 45 : 20, 4)
  head.copy(entry, 6, 4, 28)
  entry.writeUInt16LE(far ? 12 : 0, 30)
  entry.writeUInt32LE(far ? LIMIT_32 : offset, 42)
  name.copy(entry, 46)
  if (far) {
    entry.writeUInt16LE(1, 46 + name.length)
    entry.writeUInt16LE(8, 48 + name.length)
    entry.writeBigUInt64LE(BigInt(offset), 50 + name.length)
  }
  return entry
}

function endOfDirectory(files: number, size: number, start: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(files, LIMIT_16), 8)
  end.writeUInt16LE(Math.min(files, LIMIT_16), 10)
  end.writeUInt32LE(Math.min(size, LIMIT_32), 12)
  end.writeUInt32LE(Math.min(start, LIMIT_32), 16)
  if (files < LIMIT_16 && start + size < LIMIT_32) return end
  const big = Buffer.alloc(56 + 20)
  big.writeUInt32LE(0x06064b50, 0)
  big.writeBigUInt64LE(44n, 4)
  big.writeUInt16LE(45, 12)
  big.writeUInt16LE(45, 14)
  big.writeBigUInt64LE(BigInt(files), 24)
  big.writeBigUInt64LE(BigInt(files), 32)
  big.writeBigUInt64LE(BigInt(size), 40)
  big.writeBigUInt64LE(BigInt(start), 48)
  big.writeUInt32LE(0x07064b50, 56)
  big.writeBigUInt64LE(BigInt(start + size), 64)
  big.writeUInt32LE(1, 72)
  return Buffer.concat([big, end])
}

/** Date and time in the format of MS-DOS, as one little-endian 32-bit number. */
function dosTime(atMs: number): number {
  const at = new Date(atMs)
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return ((date << 16) | time) >>> 0
}
