import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { Io } from './disk.ts'
import type { Contents, OpenFile } from './plain.ts'

/** PostgreSQL's page, of tables and of the log (BLCKSZ, XLOG_BLCKSZ): the data unit of XTS, so that a page is one call. */
const PAGE_BYTES = 8192
/** AES's block: what XTS opens by itself, given the page it is in. */
const BLOCK_BYTES = 16
/** One block of a disk, so that pages lie on the disk's blocks as they would in a plain file. */
export const HEADER_BYTES = 4096
const MAGIC = Buffer.from('plumbline sealed file 1\n')
const NONCE_BYTES = 12
const TAG_BYTES = 32

type SealedFile = OpenFile & { nonce?: Buffer | undefined }

/**
 * Files under AES-256-XTS (IEEE 1619, NIST SP 800-38E), in place and at their own size, as a disk's own encryption does it.
 *
 * - **Tearing.** A sector's sixteen-byte blocks open by themselves, whatever became of their neighbours: what PostgreSQL finds
 *   after a power cut is what it would find on a plain disk, so its full-page images, checksums and 512-byte control file hold.
 * - **Identity.** Files are renamed, and segments of the log reused, so a name is no tweak. Each file has a header with a random
 *   nonce, on the disk before its first byte; the tweak is nonce and page number. The header's HMAC tells a sealed file from others.
 * - **Sizes.** A length that is no multiple of 16 (text files, the relation map) takes 16 bytes more on the disk: its last
 *   block filled up with zeros, and then as many zeros as that block has bytes of the file. So the size on the disk tells it.
 * - **Holes.** A block of zeros on the disk was never written (a sealed one is so once in 2^128) and reads as zeros: files grow
 *   by ftruncate, and after a power cut also by a size that reached the disk before the bytes.
 *
 * XTS hides and does not authenticate: who can write to the disk can damage blocks, which PostgreSQL's checks find or not.
 */
export class SealedContents implements Contents<SealedFile> {
  readonly #io: Io
  readonly #pageKey
  readonly #headerKey

  constructor(io: Io, dataKey: Buffer) {
    this.#io = io
    // As KeyObjects: a cipher made from one costs 1.2 µs, and from bytes 30.
    this.#pageKey = createSecretKey(derive(dataKey, 'pages', 64))
    this.#headerKey = createSecretKey(derive(dataKey, 'headers', 32))
  }

  sizeOf(diskBytes: number): number {
    const bytes = Math.max(0, diskBytes - HEADER_BYTES)
    return bytes % BLOCK_BYTES === 0 ? bytes : Math.max(0, bytes - BLOCK_BYTES)
  }

  look(fd: number): SealedFile {
    const size = this.sizeOf(this.#io.fstatSync(fd).size)
    return { size, nonce: this.#readHeader(fd, size) }
  }

  read(file: SealedFile, fd: number, target: Uint8Array, position: number): number {
    const length = Math.min(target.length, file.size - position)
    if (length <= 0) return 0
    const from = blockStart(position)
    const opened = this.#open(file, fd, from, blockEnd(position + length))
    target.set(opened.subarray(position - from, position - from + length))
    return length
  }

  write(file: SealedFile, fd: number, source: Uint8Array, position: number): number {
    if (source.length === 0) return 0
    file.nonce ??= this.#writeHeader(fd)
    const end = position + source.length
    const from = blockStart(position)
    const whole = this.#wholeBlocks(file, fd, source, position)
    const sealed = this.#crypt(createCipheriv, file, whole, from)
    const grows = end > file.size
    const rest = grows ? end % BLOCK_BYTES : 0
    this.#writeAll(fd, rest === 0 ? sealed : Buffer.concat([sealed, Buffer.alloc(rest)]), from)
    if (grows) {
      if (rest === 0 && file.size % BLOCK_BYTES !== 0) this.#io.ftruncateSync(fd, HEADER_BYTES + end)
      file.size = end
    }
    return source.length
  }

  truncate(file: SealedFile, fd: number, size: number): void {
    if (size === file.size) return
    file.nonce ??= this.#writeHeader(fd)
    const end = blockStart(size)
    const kept = size % BLOCK_BYTES
    const last = kept === 0 || size > file.size ? undefined : this.#open(file, fd, end, end + BLOCK_BYTES)
    this.#io.ftruncateSync(fd, HEADER_BYTES + blockEnd(Math.min(size, file.size)))
    this.#io.ftruncateSync(fd, HEADER_BYTES + size + (kept === 0 ? 0 : BLOCK_BYTES))
    if (last !== undefined)
      this.#writeAll(fd, this.#crypt(createCipheriv, file, last.fill(0, kept), end), end)
    file.size = size
  }

  /** The blocks that `source` touches: where it covers one in part, the rest is what is there. */
  #wholeBlocks(file: SealedFile, fd: number, source: Uint8Array, position: number): Uint8Array {
    const from = blockStart(position)
    const to = blockEnd(position + source.length)
    if (to - from === source.length) return source
    const whole = Buffer.alloc(to - from)
    this.read(file, fd, whole, from)
    whole.set(source, position - from)
    return whole
  }

  /** What is in the blocks from `from` to `to`, both at borders of blocks; zeros where nothing was ever written. */
  #open(file: SealedFile, fd: number, from: number, to: number): Buffer {
    const sealed = Buffer.alloc(to - from)
    if (file.nonce === undefined) return sealed
    this.#io.readSync(fd, sealed, 0, sealed.length, HEADER_BYTES + from)
    const opened = this.#crypt(createDecipheriv, file, sealed, from)
    const words = new Int32Array(sealed.buffer, sealed.byteOffset, sealed.length / 4)
    for (let at = 0; at < words.length; at += 4)
      if (words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0)
        opened.fill(0, at * 4, at * 4 + BLOCK_BYTES)
    return opened
  }

  /** Seals or opens whole blocks from `from` on; the blocks before them in the first page are made up, and left away. */
  #crypt(
    make: typeof createCipheriv | typeof createDecipheriv,
    file: SealedFile,
    blocks: Uint8Array,
    from: number,
  ): Buffer {
    const pages: Buffer[] = []
    for (let at = 0; at < blocks.length; ) {
      const before = (from + at) % PAGE_BYTES
      const part = blocks.subarray(at, at + PAGE_BYTES - before)
      const cipher = make('aes-256-xts', this.#pageKey, tweak(file, Math.floor((from + at) / PAGE_BYTES)))
      pages.push(
        before === 0
          ? cipher.update(part)
          : cipher.update(Buffer.concat([Buffer.alloc(before), part])).subarray(before),
      )
      at += part.length
    }
    const [first] = pages
    return pages.length === 1 && first !== undefined ? first : Buffer.concat(pages)
  }

  #writeAll(fd: number, bytes: Uint8Array, position: number): void {
    for (let at = 0; at < bytes.length; )
      at += this.#io.writeSync(fd, bytes, at, bytes.length - at, HEADER_BYTES + position + at)
  }

  /** Whether a file is sealed under this key. */
  isSealed(fd: number): boolean {
    return this.#nonceIn(fd) !== undefined
  }

  #nonceIn(fd: number): Buffer | undefined {
    const header = Buffer.alloc(MAGIC.length + NONCE_BYTES + TAG_BYTES)
    this.#io.readSync(fd, header, 0, header.length, 0)
    const nonce = header.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES)
    return header.equals(this.#header(nonce)) ? nonce : undefined
  }

  #readHeader(fd: number, size: number): Buffer | undefined {
    const nonce = this.#nonceIn(fd)
    // None in an empty one: it is new, or the power went before its header was on the disk.
    if (nonce !== undefined || size === 0) return nonce
    throw Object.assign(new Error('A file of a sealed cluster is not sealed under its key.'), { code: 'EIO' })
  }

  #writeHeader(fd: number): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const block = Buffer.alloc(HEADER_BYTES)
    block.set(this.#header(nonce))
    this.#io.writeSync(fd, block, 0, HEADER_BYTES, 0)
    this.#io.fdatasyncSync(fd) // bytes whose nonce is lost would be noise where PostgreSQL looks for zeros
    return nonce
  }

  #header(nonce: Buffer): Buffer {
    const named = Buffer.concat([MAGIC, nonce])
    return Buffer.concat([named, createHmac('sha256', this.#headerKey).update(named).digest()])
  }
}

function derive(key: Buffer, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `plumbline cluster ${purpose}`, bytes))
}

function tweak({ nonce }: SealedFile, page: number): Buffer {
  const bytes = Buffer.alloc(BLOCK_BYTES)
  if (nonce !== undefined) bytes.set(nonce)
  bytes.writeUInt32LE(page, NONCE_BYTES)
  return bytes
}

function blockStart(position: number): number {
  return position - (position % BLOCK_BYTES)
}

function blockEnd(position: number): number {
  return Math.ceil(position / BLOCK_BYTES) * BLOCK_BYTES
}
