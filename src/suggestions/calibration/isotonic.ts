import type { Cell, Curve } from './platt.ts'

/** So many decisions count as made already, as `upon` says, spread evenly: where there are few, the curve stays near it. */
const PSEUDO_DECISIONS = 20

/**
 * Isotonic regression: of all curves that never fall the nearest to the record, by pooling adjacent violators (Ayer et al. 1955). Straight
 * between the middles of its pools (Oron & Flournoy 2017), so that two confidences are rarely made one.
 */
export function fitIsotonic(cells: readonly Cell[], upon: Curve): Curve {
  const pseudo = Array.from({ length: PSEUDO_DECISIONS }, (_, index) => {
    const prior = (index + 0.5) / PSEUDO_DECISIONS
    return { prior, count: 1, good: upon(prior) }
  })
  const knots = poolAdjacent([...cells, ...pseudo])
  return (confidence) => between(knots, confidence)
}

/** A stretch in which the record does not rise: its middle, and the share that was good. */
export type Pool = { at: number; share: number }

/** Pools until shares rise with confidence, in order; weights are counts. */
export function poolAdjacent(cells: readonly Cell[]): Pool[] {
  const pools: { weight: number; at: number; good: number }[] = []
  for (const { prior, count, good } of inOrder(cells)) {
    pools.push({ weight: count, at: prior * count, good })
    for (;;) {
      const [last, before] = [pools.at(-1), pools.at(-2)]
      if (last === undefined || before === undefined) break
      if (before.good / before.weight < last.good / last.weight) break
      pools.splice(-2, 2, {
        weight: before.weight + last.weight,
        at: before.at + last.at,
        good: before.good + last.good,
      })
    }
  }
  return pools.map(({ weight, at, good }) => ({ at: at / weight, share: good / weight }))
}

/** One cell for each confidence, lowest first. */
function inOrder(cells: readonly Cell[]): Cell[] {
  const sum = (some: readonly Cell[], of: (cell: Cell) => number) =>
    some.reduce((all, one) => all + of(one), 0)
  return [...Map.groupBy(cells, ({ prior }) => prior)]
    .map(([prior, some]) => ({
      prior,
      count: sum(some, ({ count }) => count),
      good: sum(some, ({ good }) => good),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => a.prior - b.prior)
}

function between(knots: readonly Pool[], confidence: number): number {
  const above = knots.findIndex(({ at }) => at >= confidence)
  const next = knots[above]
  if (next === undefined) return knots.at(-1)?.share ?? confidence
  const last = knots[above - 1]
  if (last === undefined || next.at === confidence) return next.share
  return last.share + ((next.share - last.share) * (confidence - last.at)) / (next.at - last.at)
}
