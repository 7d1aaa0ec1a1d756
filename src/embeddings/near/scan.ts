/** Each record: the message's id, 16 bytes, and the signs of its vector. */
export const ID_BYTES = 16

/** A record that may be near, and how near by its signs: comparable within one scan, more is nearer. */
export type Candidate = { chunk: number; at: number; score: number }

/**
 * What each byte of signs adds to a record's score: the question's own numbers, added where the signs agree and taken away where they do
 * not. So 64 look-ups stand for 512 products, and the order is that of the vectors but for what signs cannot tell.
 */
export function tableFor(vector: Int8Array): Int16Array {
  const table = new Int16Array((vector.length / 8) * 256)
  for (let byte = 0; byte < vector.length / 8; byte++)
    for (let bits = 0; bits < 256; bits++) {
      let sum = 0
      for (let bit = 0; bit < 8; bit++) {
        const value = vector[byte * 8 + bit] ?? 0
        sum += (bits >> bit) & 1 ? value : -value
      }
      table[byte * 256 + bits] = sum
    }
  return table
}

/** The scores of a chunk's records. */
export function scoresOf(chunk: Uint8Array, table: Int16Array): Int32Array {
  const signBytes = table.length / 256
  const recordBytes = ID_BYTES + signBytes
  const scores = new Int32Array(chunk.length / recordBytes)
  for (let record = 0; record < scores.length; record++) {
    const signs = record * recordBytes + ID_BYTES
    let score = 0
    for (let byte = 0; byte < signBytes; byte++) score += table[byte * 256 + (chunk[signs + byte] ?? 0)] ?? 0
    scores[record] = score
  }
  return scores
}

/** The `most` records of the highest scores, the highest first. */
export function bestOf(scored: readonly Int32Array[], most: number): Candidate[] {
  const floor = floorFor(scored, most)
  const best: Candidate[] = []
  for (const [chunk, scores] of scored.entries())
    for (let at = 0; at < scores.length; at++) {
      const score = scores[at] ?? 0
      if (score >= floor) best.push({ chunk, at, score })
    }
  return best.sort((a, b) => b.score - a.score).slice(0, most)
}

/** A score that at least `most` records reach, if there are so many, and not many more. */
function floorFor(scored: readonly Int32Array[], most: number): number {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  for (const scores of scored)
    for (const score of scores) {
      if (score < lowest) lowest = score
      if (score > highest) highest = score
    }
  const step = Math.max(1, (highest - lowest) / (STEPS - 1))
  const counts = new Uint32Array(STEPS)
  for (const scores of scored)
    for (const score of scores) {
      const place = Math.floor((score - lowest) / step)
      counts[place] = (counts[place] ?? 0) + 1
    }
  let reached = 0
  for (let place = STEPS - 1; place >= 0; place--) {
    reached += counts[place] ?? 0
    if (reached >= most) return lowest + place * step
  }
  return lowest
}

const STEPS = 4096
