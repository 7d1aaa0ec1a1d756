import { createHmac, type KeyObject, randomBytes } from 'node:crypto'
import type { Io } from './disk.ts'

/** One block of a disk, so that pages lie on the disk's blocks as they would in a plain file. */
export const HEADER_BYTES = 4096
const MAGIC = Buffer.from('plumbline sealed file 1\n')
export const NONCE_BYTES = 12
const TAG_BYTES = 32

/** What a sealed file begins with: a word, its random nonce, the HMAC of both, and zeros up to HEADER_BYTES. */
export class SealedHeaders {
  readonly #io: Io
  readonly #key: KeyObject

  constructor(io: Io, key: KeyObject) {
    this.#io = io
    this.#key = key
  }

  /** The nonce of a file that is sealed under this key; undefined of any other. */
  read(fd: number): Buffer | undefined {
    const header = Buffer.alloc(MAGIC.length + NONCE_BYTES + TAG_BYTES)
    this.#io.readSync(fd, header, 0, header.length, 0)
    const nonce = header.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES)
    return header.equals(this.#header(nonce)) ? nonce : undefined
  }

  /** Gives a new file its nonce, and has it on the disk: bytes whose nonce is lost would be noise where PostgreSQL looks for zeros. */
  write(fd: number): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const block = Buffer.alloc(HEADER_BYTES)
    block.set(this.#header(nonce))
    this.#io.writeSync(fd, block, 0, HEADER_BYTES, 0)
    this.#io.fdatasyncSync(fd)
    return nonce
  }

  #header(nonce: Buffer): Buffer {
    const named = Buffer.concat([MAGIC, nonce])
    return Buffer.concat([named, createHmac('sha256', this.#key).update(named).digest()])
  }
}
