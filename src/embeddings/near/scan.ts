/** Each record: the message's id, 16 bytes, and the signs of its vector, 64. In words of 32 bits, so that signs are compared by words. */
export const RECORD_WORDS = 20
const ID_WORDS = 4
const SIGN_WORDS = RECORD_WORDS - ID_WORDS
const SIGN_BITS = SIGN_WORDS * 32

/** A record that may be near: in how many signs it differs. */
export type Candidate = { chunk: number; at: number; differing: number }

/** In how many signs each record of a chunk differs from these. */
export function differencesIn(chunk: Int32Array, signs: Int32Array): Uint16Array {
  const differences = new Uint16Array(chunk.length / RECORD_WORDS)
  for (let record = 0; record < differences.length; record++) {
    const start = record * RECORD_WORDS + ID_WORDS
    let bits = bitsIn(wordAt(chunk, start + SIGN_WORDS - 1) ^ wordAt(signs, SIGN_WORDS - 1))
    // Three words are added bit by bit into sums and carries, so that two are counted for three.
    for (let word = 0; word < SIGN_WORDS - 1; word += 3) {
      const one = wordAt(chunk, start + word) ^ wordAt(signs, word)
      const two = wordAt(chunk, start + word + 1) ^ wordAt(signs, word + 1)
      const three = wordAt(chunk, start + word + 2) ^ wordAt(signs, word + 2)
      const either = one ^ two
      bits += bitsIn(either ^ three) + 2 * bitsIn((one & two) | (either & three))
    }
    differences[record] = bits
  }
  return differences
}

function wordAt(words: Int32Array, at: number): number {
  return words[at] as number
}

/** How many bits of a word are set: summed in pairs, fours and bytes, which a multiplication adds up. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The `most` records that differ least, the nearest first. Counts through indices: iterators took three times as long. */
export function nearestAmong(differences: readonly Uint16Array[], most: number): Candidate[] {
  const farthest = farthestOf(differences, most)
  const nearest: Candidate[] = []
  for (const [chunk, own] of differences.entries())
    for (let at = 0; at < own.length; at++) {
      const differing = own[at] as number
      if (differing <= farthest) nearest.push({ chunk, at, differing })
    }
  return nearest.sort((a, b) => a.differing - b.differing).slice(0, most)
}

/** The fewest differences that at least `most` records do not exceed, if there are so many. */
function farthestOf(differences: readonly Uint16Array[], most: number): number {
  const counts = new Uint32Array(SIGN_BITS + 1)
  for (const own of differences)
    for (let at = 0; at < own.length; at++) (counts[own[at] as number] as number)++
  let reached = 0
  for (const [differing, count] of counts.entries()) {
    reached += count
    if (reached >= most) return differing
  }
  return SIGN_BITS
}
