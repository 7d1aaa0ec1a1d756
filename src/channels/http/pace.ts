import type { Waiting } from './backoff.ts'

/** What a source counts in: one request may be many units. Per second. */
export type PaceLimits = { first: number; min: number; max: number }

/** Within so long, refusals are of one and the same burst. */
const BURST_MS = 1_000

/**
 * How fast a source is asked. It begins at `first` units a second, goes a little faster with each that is answered, and half
 * as fast after a refusal (additive increase, multiplicative decrease), so that it finds what the source bears though
 * the source does not tell, or counts otherwise than it says. A clock that jumps costs a burst at most.
 */
export class Pace {
  readonly #io: Waiting
  readonly #limits: PaceLimits
  #perSecond: number
  #units: number
  #atMs: number
  #heldUntilMs = 0
  #slowedAtMs = Number.NEGATIVE_INFINITY

  constructor(io: Waiting, limits: PaceLimits) {
    this.#io = io
    this.#limits = limits
    this.#perSecond = limits.first
    this.#units = limits.first
    this.#atMs = this.#nowMs()
  }

  /** Units a second at present. */
  get perSecond(): number {
    return this.#perSecond
  }

  /** Waits until so many units may be asked for, and takes them. */
  async take(units: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      this.#refill()
      const heldMs = this.#heldUntilMs - this.#nowMs()
      const cost = Math.min(units, this.#perSecond) // one that costs more than a second has still goes
      if (heldMs <= 0 && this.#units >= cost) {
        this.#units -= units
        return
      }
      const lackingMs = ((cost - this.#units) / this.#perSecond) * 1_000
      await this.#io.wait(Math.ceil(Math.max(heldMs, lackingMs, 1)), signal)
    }
  }

  /** The source answered `units`. */
  answered(units: number): void {
    this.#perSecond = Math.min(this.#limits.max, this.#perSecond + units / this.#perSecond)
  }

  /** The source says that it is too much; nobody asks before `afterMs` are over. */
  refused(afterMs: number): void {
    const nowMs = this.#nowMs()
    this.#heldUntilMs = Math.max(this.#heldUntilMs, nowMs + afterMs)
    if (Math.abs(nowMs - this.#slowedAtMs) < BURST_MS) return
    this.#slowedAtMs = nowMs
    this.#perSecond = Math.max(this.#limits.min, this.#perSecond / 2)
    this.#units = Math.min(this.#units, 0)
  }

  #refill(): void {
    const nowMs = this.#nowMs()
    const goneMs = Math.max(0, nowMs - this.#atMs)
    // What is left to be held stays so when the clock is set back.
    if (nowMs < this.#atMs) this.#heldUntilMs = nowMs + Math.max(0, this.#heldUntilMs - this.#atMs)
    this.#atMs = nowMs
    this.#units = Math.min(this.#perSecond, this.#units + (goneMs / 1_000) * this.#perSecond)
  }

  #nowMs(): number {
    return this.#io.clock.now().getTime()
  }
}
