import type { FileHandle } from 'node:fs/promises'
import { CHUNK_BYTES, type Chunks } from './sealed-chunks.ts'

/** Where chunks were gathered, for the next file: a new one for each would keep the garbage collector busier than the cipher. */
const spare: Buffer[] = []
const SPARE_MAX = 4

/** Gathers bytes to chunks, and writes a chunk once it is known not to be the last. */
export class SealingFile {
  readonly #file: FileHandle
  readonly #chunks: Chunks
  readonly #gathered = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES)
  #held = 0
  #index = 0
  /** Bytes so far, unsealed. */
  written = 0

  constructor(file: FileHandle, chunks: Chunks) {
    this.#file = file
    this.#chunks = chunks
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      if (this.#held === CHUNK_BYTES) await this.#put(false)
      const part = bytes.subarray(at, at + CHUNK_BYTES - this.#held)
      this.#gathered.set(part, this.#held)
      this.#held += part.length
      at += part.length
    }
    this.written += bytes.length
  }

  /** Nothing may be written after it. */
  async finish(): Promise<void> {
    await this.#put(true)
    if (spare.length < SPARE_MAX) spare.push(this.#gathered)
  }

  async #put(isLast: boolean): Promise<void> {
    await this.#file.writeFile(
      this.#chunks.seal(this.#index++, isLast, this.#gathered.subarray(0, this.#held)),
    )
    this.#held = 0
  }
}
