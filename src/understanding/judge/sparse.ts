/** Size of the hashed feature space; a power of two. */
export const featureBuckets = 1 << 15

/** A sparse vector: bucket numbers, ascending, and their values. */
export type Features = { buckets: Uint16Array; values: Float32Array }

/** A heap of weighted features that is emptied into a sum at unit length. */
export type FeatureHeap = {
  /** Adds `value` to a feature, up to 2. */
  put(feature: string, value?: number): void
  /** Adds `value` to the feature named `prefix` and the letters of `text` from `from` to `to`, without joining them. */
  putLetters(prefixHash: number, text: string, from: number, to: number, value: number): void
}

/** Sums heaps, each scaled to its weight over its length, into one sparse vector. */
export function sumOfHeaps(fill: (heapOf: (weight: number) => FeatureHeap) => void): Features {
  const sum = new Float32Array(featureBuckets)
  const seen: number[] = []
  const heaps: { weight: number; values: Map<number, number> }[] = []
  fill((weight) => {
    const values = new Map<number, number>()
    heaps.push({ weight, values })
    const add = (bucket: number, value: number) =>
      values.set(bucket, Math.min(2, (values.get(bucket) ?? 0) + value))
    return {
      put: (feature, value = 1) => add(bucketOf(hashOf(feature)), value),
      putLetters: (prefixHash, text, from, to, value) =>
        add(bucketOf(hashOn(prefixHash, text, from, to)), value),
    }
  })
  for (const { weight, values } of heaps) {
    let norm = 0
    for (const value of values.values()) norm += value * value
    const scale = norm > 0 ? weight / Math.sqrt(norm) : 0
    for (const [bucket, value] of values) {
      if (sum[bucket] === 0) seen.push(bucket)
      sum[bucket] = (sum[bucket] ?? 0) + value * scale
    }
  }
  const buckets = Uint16Array.from(seen).sort()
  const values = new Float32Array(buckets.length)
  for (let i = 0; i < buckets.length; i++) values[i] = sum[buckets[i] ?? 0] ?? 0
  return { buckets, values }
}

/** FNV-1a over the UTF-16 units of `text`. */
export function hashOf(text: string): number {
  return hashOn(0x811c9dc5, text, 0, text.length)
}

function hashOn(hash: number, text: string, from: number, to: number): number {
  let h = hash
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}

/** The bucket that a feature is counted in, maybe with others. */
export const bucketOfFeature = (feature: string): number => bucketOf(hashOf(feature))

const bucketOf = (hash: number) => ((hash >>> 15) ^ hash) & (featureBuckets - 1)
