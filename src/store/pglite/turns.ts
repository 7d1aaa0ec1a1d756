/** One connection's messages, to be answered when it is their turn. */
export type Turn = {
  connection: number
  /** Whether others who came later may go first. */
  mayWait: boolean
  run: () => Promise<void>
}

/** Stands in the first statement of a transaction that may wait. */
export const MAY_WAIT = '/* may wait */'

/** So many go before one that may wait, at most: what works in the background goes on, however much is asked. */
const PASSED_MAX = 8

/**
 * Who is answered next by a session that all connections share: first come, first served; but what somebody looks at a screen for goes
 * before what works in the background, and nothing between the statements of a transaction.
 */
export class Turns {
  readonly #waiting: Turn[] = []
  #passed = 0

  add(turn: Turn): void {
    this.#waiting.push(turn)
  }

  has(connection: number): boolean {
    return this.#waiting.some((turn) => turn.connection === connection)
  }

  /** Takes the next out of the line; `owner` is the connection whose transaction is open. */
  next(owner: number | undefined): Turn | undefined {
    const at =
      owner === undefined ? this.#first() : this.#waiting.findIndex(({ connection }) => connection === owner)
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0]
  }

  #first(): number {
    const first = this.#passed < PASSED_MAX ? this.#waiting.findIndex(({ mayWait }) => !mayWait) : 0
    this.#passed = first > 0 ? this.#passed + 1 : 0
    return Math.max(0, first)
  }
}
