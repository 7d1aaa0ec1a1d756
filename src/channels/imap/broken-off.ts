/** Thrown where the connection was lost while a server handed over mails of a mailbox. */
export class BrokenOff extends Error {
  readonly paths: string[]

  constructor(paths: string[], cause: unknown) {
    super('The connection was lost while mails were handed over.', { cause })
    this.paths = paths
  }
}

/** How often a server may break off at one mail. */
const BREAKS_MAX = 3

/**
 * Some servers hang up at a mail that they cannot read (Dovecot at a file it may not open), each time anew: it would stand
 * in the way of all after it. So what was asked for together is asked for one by one, and that mail is given up.
 */
export class Troubles {
  readonly #breaks = new Map<string, number>()

  note({ paths }: BrokenOff): void {
    const isOne = paths.length === 1
    for (const path of paths) this.#breaks.set(path, (this.#breaks.get(path) ?? 0) + (isOne ? 1 : 0))
  }

  /** Whether the mail is to be asked for by itself. */
  isNear(path: string): boolean {
    return this.#breaks.has(path)
  }

  isGivenUp(path: string): boolean {
    return (this.#breaks.get(path) ?? 0) >= BREAKS_MAX
  }
}
