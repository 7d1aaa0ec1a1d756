/** One connection's messages, to be answered when it is their turn. */
export type Turn = {
  connection: number
  /** Whether others who came later may go first. */
  mayWait: boolean
  run: () => Promise<void>
}

/** Stands in the first statement of a transaction that may wait. */
export const MAY_WAIT = '/* may wait */'

/**
 * What a screen shows is asked for in several statements, and the next comes about a millisecond after the one before is answered: so
 * long nothing begins that may wait, milliseconds.
 */
const HELD_MS = 4

/** So many go before one that may wait, at most: what works in the background goes on, however much is asked. */
const PASSED_MAX = 8

/**
 * Who is answered next by a session that all connections share: first come, first served; but what somebody looks at a screen for goes
 * before what works in the background, and nothing between the statements of a transaction.
 */
export class Turns {
  readonly #waiting: Turn[] = []
  #passed = 0
  #heldUntilMs = Number.NEGATIVE_INFINITY

  add(turn: Turn): void {
    this.#waiting.push(turn)
  }

  has(connection: number): boolean {
    return this.#waiting.some((turn) => turn.connection === connection)
  }

  /** Notes that somebody at a screen was answered, who may go on asking. */
  answered(nowMs: number): void {
    this.#heldUntilMs = nowMs + HELD_MS
  }

  /** Takes the next out of the line; `owner` is the connection whose transaction is open. */
  next(owner: number | undefined, nowMs: number): Turn | undefined {
    const at =
      owner === undefined
        ? this.#first(nowMs)
        : this.#waiting.findIndex(({ connection }) => connection === owner)
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0]
  }

  /** After so many milliseconds somebody in the line is next who is held back now; undefined when nobody is. */
  heldMs(owner: number | undefined, nowMs: number): number | undefined {
    return owner === undefined && this.#waiting.length > 0
      ? Math.max(0, this.#heldUntilMs - nowMs)
      : undefined
  }

  #first(nowMs: number): number {
    if (this.#waiting.length === 0) return -1
    const isEnough = this.#passed >= PASSED_MAX
    const first = isEnough ? 0 : this.#waiting.findIndex(({ mayWait }) => !mayWait)
    if (first < 0 && nowMs < this.#heldUntilMs) return -1
    this.#passed = first > 0 ? this.#passed + 1 : 0
    return Math.max(0, first)
  }
}
