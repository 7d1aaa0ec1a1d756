import { brotliDecompressSync } from 'node:zlib'
import type { Weights } from './classifier.ts'
import stored from './generated/weights.json' with { type: 'json' }

/** The trained weights in use, and the name of the data and code they were made from. */
export const trainedVersion: string = stored.version

let opened: Weights | null = null

/** The trained weights; unpacked at first use (about 10 ms). */
export function trainedWeights(): Weights {
  opened ??= unpackWeights(stored)
  return opened
}

/** Weights as stored: steps in brotli and base64, scales as they are. */
export function unpackWeights(packed: { scale: number[]; steps: string }): Weights {
  const bytes = brotliDecompressSync(Buffer.from(packed.steps, 'base64'))
  return {
    steps: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    scale: Float32Array.from(packed.scale),
  }
}
