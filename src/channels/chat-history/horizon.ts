import { ID_MIN, narrowHolders, stillHolding, type Unseen } from './unseen.ts'

/**
 * Who may still write rows below ids that were seen, over the looks of one `receive`: steps 2 and 3 of the proof in
 * `unseen.ts`. `holders` is always who holds the writers' lock, read after the last snapshot and before the next.
 */
export type Horizon = {
  /** Every id below had been drawn when the table was opened. */
  drawnBelow: bigint
  /** Who may still write one of those. */
  holders: readonly string[]
}

/** `highest` is the highest id in the snapshot of the opening, null in an empty table; `holders` were read after it. */
export function openHorizon(highest: bigint | null, holders: readonly string[]): Horizon {
  return { drawnBelow: highest ?? ID_MIN, holders }
}

/** Before the next look: what may be settled by it. */
export function nearer(
  before: { horizon: Horizon; unseen: Unseen },
  holders: readonly string[],
): { horizon: Horizon; unseen: Unseen } {
  return {
    horizon: { ...before.horizon, holders: stillHolding(before.horizon.holders, holders) },
    unseen: narrowHolders(before.unseen, holders),
  }
}
