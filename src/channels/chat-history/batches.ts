import type { SetAside } from '../set-aside.ts'
import type { WireItem } from '../wire.ts'
import { boundsOf } from './bounds.ts'
import type { Anchor } from './cursor.ts'
import { itemOf, type Row, rowDigest, sessionMark } from './row-item.ts'

/** Rows of one look that are handed over together. */
export type RowBatch = {
  rows: readonly Row[]
  items: WireItem[]
  setAside: SetAside[]
  anchors: Anchor[]
}

export type BatchOptions = {
  crew: string
  table: string
  owner: string | undefined
  sessionsMax: number
  /** By our clock: after the rows were read, and before they were last looked for in vain. */
  foundMs: number
  absentMs: number | null
  /** Rows come in the order in which they were written. */
  inOrder: boolean
}

const ROWS_MAX = 1_000

/** Cuts rows into batches of so many sessions, keeping their order; one empty batch when there are none. */
export function batchesOf(rows: readonly Row[], options: BatchOptions): RowBatch[] {
  const bounds = boundsOf(
    rows.map(({ session, atMs, byMs }) => ({ session: session ?? '', atMs, byMs })),
    options,
  )
  const batches: RowBatch[] = []
  let sessions = new Set<string>()
  let open: { rows: Row[]; items: WireItem[]; setAside: SetAside[]; anchors: Anchor[] } | undefined
  rows.forEach((row, index) => {
    const session = row.session ?? ''
    const isFull = sessions.size >= options.sessionsMax && !sessions.has(session)
    if (open === undefined || isFull || open.rows.length >= ROWS_MAX) {
      open = { rows: [], items: [], setAside: [], anchors: [] }
      batches.push(open)
      sessions = new Set()
    }
    sessions.add(session)
    open.rows.push(row)
    const digest = row.session === null || row.message === null ? null : rowDigest(row.session, row.message)
    const bound = bounds[index]
    if (bound === undefined) throw new Error('Every row has bounds.')
    const made = itemOf({ ...row, digest }, bound, options)
    if ('setAside' in made) open.setAside.push(made.setAside)
    else open.items.push(made.item)
    if (digest !== null) open.anchors.push({ id: row.id, digest, session: sessionMark(session) })
  })
  return batches.length > 0 ? batches : [{ rows: [], items: [], setAside: [], anchors: [] }]
}
