import type { Cursor } from '../wire.ts'

/** Where one stands: on the way through all mails, or at what happened since. */
export type GmailPlace = Listing | Changes

export type Listing = {
  phase: 'listing'
  /** Of the mailbox before the listing began: what happens from then on is told by the history. */
  historyId: string
  /** The page one is at, and what of it is handed over. */
  pageToken: string | null
  done: string[]
}

export type Changes = {
  phase: 'changes'
  /** What happened after it is asked for. It lags behind, since Gmail's history shows some changes late. */
  historyId: string
  /** `<record>.<mail>` of what was handed over of it. */
  done: string[]
  /** The newest history id that was seen, and when: what is not shown until long after is not to come. */
  later: { historyId: string; atMs: number } | null
}

export function toCursor(place: GmailPlace): Cursor {
  return { ...place }
}

/** null where it is no cursor of this wire: then all is listed again. */
export function fromCursor(cursor: Cursor): GmailPlace | null {
  const { phase, historyId, done } = cursor as Partial<GmailPlace>
  if (!isHistoryId(historyId) || !isTexts(done)) return null
  if (phase === 'listing') {
    const { pageToken } = cursor as Partial<Listing>
    return pageToken === null || typeof pageToken === 'string' ? { phase, historyId, pageToken, done } : null
  }
  if (phase !== 'changes') return null
  const { later } = cursor as Partial<Changes>
  if (later === null) return { phase, historyId, done, later }
  return isHistoryId(later?.historyId) && Number.isFinite(later.atMs)
    ? { phase, historyId, done, later }
    : null
}

function isHistoryId(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
