import { WireError } from '../wire.ts'

/** In how many runs a source may fail at one thing, while it answers all else. */
const RUNS_MAX = 3

/** Things at which a source fails, run after run: one of them would stand in the way of all others. */
export class Failures {
  readonly #runs = new Map<string, number>()

  /**
   * Whether to give a thing up that could not be had for `error`: when the source failed at it in several runs, and yet
   * answers `other`. Else it is to be tried in the next run.
   */
  async isGivenUp(id: string, error: unknown, other: () => Promise<unknown>): Promise<boolean> {
    if (!(error instanceof WireError) || error.retryAfterMs !== undefined) return false
    if (!['busy', 'unreadable', 'timeout'].includes(error.fault)) return false
    const answers = await other().then(
      () => true,
      () => false,
    )
    if (!answers) return false
    const runs = (this.#runs.get(id) ?? 0) + 1
    this.#runs.set(id, runs)
    return runs >= RUNS_MAX
  }
}
