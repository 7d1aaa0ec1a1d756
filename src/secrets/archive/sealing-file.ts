import type { FileHandle } from 'node:fs/promises'
import { CHUNK_BYTES, type Chunks } from './sealed-chunks.ts'

/** Where chunks were gathered, for the next file: a new one for each would keep the garbage collector busier than the cipher. */
const spare: Buffer[] = []
const SPARE_MAX = 4

/** Gathers bytes to chunks, and writes a chunk once it is known not to be the last; `frontBytes` before them are left for `finish`. */
export class SealingFile {
  readonly #file: FileHandle
  readonly #chunks: Chunks
  readonly #frontBytes: number
  readonly #gathered = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES)
  #held = 0
  #index = 0
  /** Bytes so far, unsealed. */
  written = 0

  constructor(file: FileHandle, chunks: Chunks, frontBytes = 0) {
    this.#file = file
    this.#chunks = chunks
    this.#frontBytes = frontBytes
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      if (this.#held === CHUNK_BYTES) await this.#putFullChunk()
      const part = bytes.subarray(at, at + CHUNK_BYTES - this.#held)
      this.#gathered.set(part, this.#held)
      this.#held += part.length
      at += part.length
    }
    this.written += bytes.length
  }

  /** Nothing may be written after it. `front` may tell what only the end knows; a file of one chunk is written at once with it. */
  async finish(front: Buffer = Buffer.alloc(0)): Promise<void> {
    const last = this.#chunks.seal(this.#index, true, this.#gathered.subarray(0, this.#held))
    if (this.#index === 0) await this.#file.writeFile(Buffer.concat([front, last]))
    else {
      await this.#file.writeFile(last)
      await this.#file.write(front, 0, front.length, 0)
    }
    if (spare.length < SPARE_MAX) spare.push(this.#gathered)
  }

  async #putFullChunk(): Promise<void> {
    if (this.#index === 0) await this.#file.writeFile(Buffer.alloc(this.#frontBytes))
    await this.#file.writeFile(this.#chunks.seal(this.#index++, false, this.#gathered))
    this.#held = 0
  }
}
