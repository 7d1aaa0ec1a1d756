import type { SetAside } from './set-aside.ts'

/**
 * A live account on a wire. It knows how the source hands things over, and neither our tables nor what became of what it
 * handed over: whoever asks keeps each batch and its cursor together, and asks on from there.
 */
export type Wire = AsyncDisposable & {
  /** The account's own addresses, as the source writes them; asked once it has been reached. */
  addresses(): Promise<string[]>
  /**
   * What has come since `since`, in the source's own order, in batches that fit in memory; all there is, when `since` is
   * null. It ends when nothing more is there. An item may be handed over again after a fault, none may be left out: where
   * the source has forgotten where one stood, all is listed again and the batch says so. Throws `WireError`.
   */
  receive(since: Cursor | null, options: ReceiveOptions): AsyncIterable<WireBatch>
  /**
   * Calls `onNews` whenever there may be something new, until `signal` aborts or the connection is lost (`WireError`).
   * Absent where the source cannot tell: it is asked from time to time.
   */
  watch?(options: { signal: AbortSignal; onNews: () => void }): Promise<void>
}

export type ReceiveOptions = {
  signal: AbortSignal
  /** Which of these items, by their external ids, are here already: a source that also calls by itself has handed them over. */
  isHere?: (externalIds: readonly string[]) => Promise<ReadonlySet<string>>
}

/** Where one stands at a source: JSON that only its wire reads. */
export type Cursor = { readonly [name: string]: unknown }

/** Something as it came. */
export type WireItem = {
  /** The source's own id of it: the same whenever it is handed over, and of nothing else. */
  externalId: string
  /** Where it lies at the source, without names, numbers or words: `INBOX/1710000000/4711`. */
  path: string
  /** A mail's RFC 5322 bytes; of a source that speaks otherwise, what it said, as JSON. */
  bytes: Buffer
  /** What the source tells of it beside its bytes, such as flags and its own thread: each wire says which names it gives. Kept with them. */
  details?: Record<string, string>
}

export type WireBatch = {
  items: WireItem[]
  /** Of this stretch, what could not be had. */
  setAside: SetAside[]
  /** How many the source itself counts in this stretch; `items` and `setAside` should add up to it. null where it does not tell. */
  listed: number | null
  /** Where one stands once this batch is kept. */
  cursor: Cursor
  /** What people should know of. */
  incidents: WireIncident[]
}

export type WireIncident = {
  kind: /** The source had forgotten where we stood; all of it is listed again, and what is here already adds nothing. */
    | 'cursor_expired'
    /** Things lie where we had passed already, and are taken in now. */
    | 'gap_found'
    /** The source is laid out otherwise than before: a column is gone, or has become another. */
    | 'layout_changed'
  /** Counts and codes: no names, numbers or words. */
  details: Record<string, string | number | boolean | null>
}

/** Why a source gave nothing, or no more. */
export type WireFault =
  /** It cannot be reached, or the connection broke; the same again later may do. */
  | 'unreachable'
  /** It asks to wait; `retryAfterMs` says how long, where it told. */
  | 'busy'
  /** It did not answer in time. */
  | 'timeout'
  /** It does not know the name and password, or the token, any more. */
  | 'credentials_refused'
  /** The mailbox, table or account is not there. */
  | 'not_found'
  /** It is laid out so that it cannot be read. */
  | 'unreadable'
  /** It is at a host that may not be asked from here. */
  | 'host_refused'

/** Thrown by wires. Its message is one plain sentence without addresses, names or words of people. */
export class WireError extends Error {
  readonly fault: WireFault
  readonly retryAfterMs: number | undefined

  constructor(
    fault: WireFault,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'WireError'
    this.fault = fault
    this.retryAfterMs = options.retryAfterMs
  }
}
