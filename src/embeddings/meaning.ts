import type { Id } from '../base/ids.ts'
import type { Store } from '../store/store.ts'
import type { Encoder } from './encoder/encoder.ts'
import { type Codes, openCodes } from './near/codes.ts'
import { type Near, type NearInput, nearest } from './near/similar.ts'

/** What comparing by meaning takes: of one program one. */
export type Meaning = {
  encoder: Encoder
  codes: Codes
  /** The vector of what somebody asks, which may be asked again in a moment; null where there is nothing to read. */
  vectorOf(words: string): Promise<Int8Array | null>
  /**
   * The messages nearest to what somebody asks. Which they are is remembered for some seconds, for who asks again because it was not there in
   * time, and for who turns pages; so whoever shows them looks whether they are still there.
   */
  nearestTo(store: Store, input: NearInput & { words: string }): Promise<Near[]>
}

/** Queries that are remembered: somebody types one, and turns pages of it. */
const REMEMBERED = 200
const NEAR_KEPT_MS = 10_000

export function openMeaning(encoder: Encoder): Meaning {
  const codes = openCodes()
  const vectors = openMemory<Int8Array | null>()
  const found = openMemory<{ near: Near[]; atMs: number }>()
  const vectorOf = (words: string) =>
    vectors.recall(words, async () => (await encoder.encode([words]))[0] ?? null)
  return {
    encoder,
    codes,
    vectorOf,
    nearestTo: async (store, { words, ...input }) => {
      const key = keyOf(words, input)
      const look = async () => {
        const vector = await vectorOf(words)
        const near = vector === null ? [] : await nearest({ store, encoder, codes }, { ...input, vector })
        return { near, atMs: performance.now() }
      }
      const { near, atMs } = await found.recall(key, look)
      if (performance.now() - atMs < NEAR_KEPT_MS) return near
      found.forget(key)
      return (await found.recall(key, look)).near
    },
  }
}

function keyOf(words: string, { tenantId, filters, floor, limit }: NearInput): string {
  return JSON.stringify([tenantId satisfies Id, words, filters, floor, limit])
}

type Memory<T> = {
  /** What was made by this key before, or is being made, or else is made now; what fails is not remembered. */
  recall(key: string, make: () => Promise<T>): Promise<T>
  forget(key: string): void
}

function openMemory<T>(): Memory<T> {
  /** In order of use, the latest last. */
  const kept = new Map<string, Promise<T>>()
  return {
    recall: (key, make) => {
      const made = kept.get(key) ?? make()
      kept.delete(key)
      kept.set(key, made)
      made.catch(() => kept.get(key) === made && kept.delete(key))
      for (const oldest of kept.keys()) {
        if (kept.size <= REMEMBERED) break
        kept.delete(oldest)
      }
      return made
    },
    forget: (key) => kept.delete(key),
  }
}
