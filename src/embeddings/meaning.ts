import type { Encoder } from './encoder/encoder.ts'
import { type Codes, openCodes } from './near/codes.ts'

/** What comparing by meaning takes: of one program one. */
export type Meaning = {
  encoder: Encoder
  codes: Codes
  /** The vector of what somebody asks, which may be asked again in a moment; null where there is nothing to read. */
  vectorOf(words: string): Promise<Int8Array | null>
}

/** Queries whose vectors are remembered: somebody types one, and turns pages of it. */
const REMEMBERED = 200

export function openMeaning(encoder: Encoder): Meaning {
  /** In order of use, the latest last. */
  const remembered = new Map<string, Promise<Int8Array | null>>()
  const encode = async (words: string) => (await encoder.encode([words]))[0] ?? null
  return {
    encoder,
    codes: openCodes(),
    vectorOf: (words) => {
      const made = remembered.get(words) ?? encode(words)
      remembered.delete(words)
      remembered.set(words, made)
      made.catch(() => remembered.get(words) === made && remembered.delete(words))
      for (const oldest of remembered.keys()) {
        if (remembered.size <= REMEMBERED) break
        remembered.delete(oldest)
      }
      return made
    },
  }
}
