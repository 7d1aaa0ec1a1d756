/** When a row came to be: at `atMs`, or after `notBeforeMs` (null: nobody knows) and by `notAfterMs`. Unix milliseconds. */
export type Bounds = { atMs: number } | { notBeforeMs: number | null; notAfterMs: number }

export type RowTimes = {
  session: string
  /** What the table or the capture trigger says. */
  atMs: number | null
  /** It was there by then at the latest, whatever else is known; null where the table tells nothing. */
  byMs: number | null
}

/**
 * The bounds of rows that were found in one look, in the order of their ids when `inOrder`. A row without a time was there
 * when we looked (`foundMs`), and not when we had looked before (`absentMs`; null: never looked). In a session, rows follow each
 * other: it is not older than a row before it whose time is known, nor younger than one after it.
 */
export function boundsOf(
  rows: readonly RowTimes[],
  { foundMs, absentMs, inOrder }: { foundMs: number; absentMs: number | null; inOrder: boolean },
): Bounds[] {
  const after = new Map<string, number>()
  const notBefore = rows.map(({ session, atMs }) => {
    const known = inOrder ? after.get(session) : undefined
    if (atMs !== null) after.set(session, Math.max(atMs, known ?? atMs))
    return known === undefined ? absentMs : Math.max(known, absentMs ?? known)
  })
  const before = new Map<string, number>()
  const bounds: Bounds[] = new Array(rows.length)
  for (let index = rows.length - 1; index >= 0; index--) {
    const { session, atMs, byMs } = rows[index] as RowTimes
    const known = inOrder ? before.get(session) : undefined
    if (atMs !== null) {
      before.set(session, Math.min(atMs, known ?? atMs))
      bounds[index] = { atMs }
      continue
    }
    const notAfterMs = Math.min(foundMs, byMs ?? foundMs, known ?? foundMs)
    if (inOrder && byMs !== null) before.set(session, notAfterMs)
    const from = notBefore[index] ?? null
    bounds[index] = { notBeforeMs: from === null ? null : Math.min(from, notAfterMs), notAfterMs }
  }
  return bounds
}
