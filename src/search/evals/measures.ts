/** What an answer is worth to who asked: 3 just what was meant, 2 about it, 1 touches it, 0 not. */
export type Grade = 0 | 1 | 2 | 3

/** Answers that count: what a person sees without turning a page. */
export const DEPTH = 10
/** From here an answer is right, where a measure knows only right and wrong. */
const RIGHT: Grade = 2

/**
 * Normalised discounted cumulative gain of the first ten, 0 to 1 (Järvelin and Kekäläinen, 2002), with the gain 2^grade − 1 of Burges et
 * al. (2005): `grades` in the order of the answer, against the best order of `judged`, all grades that were given. 0 where none is above 0.
 */
export function ndcg(grades: readonly Grade[], judged: readonly Grade[]): number {
  const best = gain(judged.toSorted((a, b) => b - a))
  return best === 0 ? 0 : gain(grades) / best
}

function gain(grades: readonly Grade[]): number {
  return grades
    .slice(0, DEPTH)
    .reduce<number>((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
}

/** 1 over the rank of the first right answer among the first ten; 0 when there is none. */
export function reciprocalRank(grades: readonly Grade[]): number {
  const at = grades.slice(0, DEPTH).findIndex((grade) => grade >= RIGHT)
  return at === -1 ? 0 : 1 / (at + 1)
}

/** Share of the right answers that stand among the first ten; of ten, when there are more. 0 where none is right. */
export function recall(grades: readonly Grade[], judged: readonly Grade[]): number {
  const right = (all: readonly Grade[]) => all.filter((grade) => grade >= RIGHT).length
  const possible = Math.min(DEPTH, right(judged))
  return possible === 0 ? 0 : right(grades.slice(0, DEPTH)) / possible
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** A mean, and between what it lies in 95 of 100 samples as large as this. */
export type Interval = { mean: number; low: number; high: number }

const SAMPLES = 10_000
const SEED = 20_261

/**
 * How much better one way of answering is than another, a difference for each query: percentile interval of the paired bootstrap (Efron
 * and Tibshirani, 1993, 13.3), the same each time. Below or above 0 as a whole, it is no chance of these queries.
 */
export function differenceOf(one: readonly number[], other: readonly number[]): Interval {
  const differences = one.map((value, at) => value - (other[at] ?? 0))
  const chance = mulberry32(SEED)
  const means = Array.from({ length: SAMPLES }, () => {
    let sum = 0
    for (let drawn = 0; drawn < differences.length; drawn++)
      sum += differences[Math.floor(chance() * differences.length)] ?? 0
    return sum / Math.max(1, differences.length)
  }).sort((a, b) => a - b)
  const at = (share: number) => means[Math.floor(share * (SAMPLES - 1))] ?? 0
  return { mean: mean(differences), low: at(0.025), high: at(0.975) }
}

/** Numbers from 0 to 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
