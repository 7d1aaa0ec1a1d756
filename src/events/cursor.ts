/** A place in a firm's log: after the event of that transaction and id. Both are 64-bit integers as decimal text. */
export type Cursor = { transaction: string; id: string }

/** Before everything. */
export const BEGINNING: Cursor = { transaction: '0', id: '0' }

/** `TRANSACTION-ID`, as clients hold it. */
export function cursorText({ transaction, id }: Cursor): string {
  return `${transaction}-${id}`
}

/** Undefined where the text is none. */
export function parseCursor(text: string): Cursor | undefined {
  const [, transaction, id] = /^(\d{1,19})-(\d{1,18})$/.exec(text) ?? []
  return transaction === undefined || id === undefined ? undefined : { transaction, id }
}

/** Below 0 where `a` comes first, 0 where they are the same place. */
export function compareCursors(a: Cursor, b: Cursor): number {
  return compare(a.transaction, b.transaction) || compare(a.id, b.id)
}

const compare = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length
