/**
 * An error that the person using Plumbline can cause and mend.
 *
 * `code` is stable and machine-readable (`archive_not_found`); `message` is one plain sentence
 * that says what happened; `next` says what to do about it. Nothing private goes in either:
 * the technical cause stays in `cause`, which is logged and never shown. `about` has the ids of what stands in the way,
 * for whoever wants to go there: `{ customerId }`.
 */
export class Refusal extends Error {
  readonly code: string
  readonly next: string
  /** HTTP status that fits, 400 to 599. */
  readonly status: number
  readonly about: Readonly<Record<string, string>> | undefined

  constructor(
    code: string,
    message: string,
    next: string,
    options: { status?: number; cause?: unknown; about?: Record<string, string> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Refusal'
    this.code = code
    this.next = next
    this.status = options.status ?? 400
    this.about = options.about
  }
}

/** Whether an error means that the disk is full: the operating system's ENOSPC, or PostgreSQL's 53100. */
export function isDiskFull(error: unknown): boolean {
  const code = errorCode(error)
  return code === 'ENOSPC' || code === '53100'
}

/** The stable code of an operating-system or database error (`ENOENT`, `23505`), or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
