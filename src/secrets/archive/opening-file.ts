import type { FileHandle } from 'node:fs/promises'
import { CHUNK_BYTES, type Chunks, SEALED_CHUNK_BYTES, unsealedBytes } from './sealed-chunks.ts'

/** A sealed stream that begins `from` bytes into a file of `size` bytes, and what to throw when it is not as it was written. */
type Source = {
  file: FileHandle
  from: number
  size: number
  chunks: Chunks
  damaged(cause?: unknown): Error
}

/** Bytes of a sealed stream by where they are in it, unsealed. */
export class OpeningFile {
  readonly #in: Source
  readonly #count: number
  /** Bytes of it all, unsealed. */
  readonly length: number
  #last: { index: number; bytes: Buffer } | undefined

  constructor(source: Source) {
    this.#in = source
    const sealed = source.size - source.from
    this.#count = Math.ceil(sealed / SEALED_CHUNK_BYTES)
    this.length = unsealedBytes(sealed)
  }

  async *range(start: number, end: number): AsyncGenerator<Buffer> {
    if (end > this.length) throw this.#in.damaged()
    for (let at = start; at < end; ) {
      const index = Math.floor(at / CHUNK_BYTES)
      const from = at - index * CHUNK_BYTES
      const part = (await this.#chunk(index)).subarray(from, from + end - at)
      yield part
      at += part.length
    }
  }

  async #chunk(index: number): Promise<Buffer> {
    if (this.#last?.index === index) return this.#last.bytes
    const { file, from, size, chunks } = this.#in
    const at = from + index * SEALED_CHUNK_BYTES
    const sealed = Buffer.alloc(Math.min(SEALED_CHUNK_BYTES, size - at))
    const { bytesRead } = await file.read(sealed, 0, sealed.length, at)
    try {
      const bytes = chunks.open(index, index === this.#count - 1, sealed.subarray(0, bytesRead))
      this.#last = { index, bytes }
      return bytes
    } catch (cause) {
      throw this.#in.damaged(cause)
    }
  }
}
