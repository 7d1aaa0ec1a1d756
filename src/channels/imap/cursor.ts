import type { Cursor } from '../wire.ts'

/** Where one stands in a mailbox: all up to `lastUid` is handed over. */
export type Place = {
  /** RFC 3501 §2.3.1.1: while it stays the same, so do the UIDs. */
  uidValidity: string
  lastUid: number
  /** INTERNALDATE of the mail that had `lastUid`, Unix milliseconds: another one there means that UIDs were given out twice. */
  lastAtMs: number | null
}

/** By `keyOf` a mailbox. */
export type Places = Readonly<Record<string, Place>>

export function toCursor(mailboxes: Places): Cursor {
  return { mailboxes }
}

/** null where it is no cursor of this wire: then all is listed again. */
export function fromCursor({ mailboxes }: Cursor): Places | null {
  if (typeof mailboxes !== 'object' || mailboxes === null) return null
  return Object.values(mailboxes).every(isPlace) ? (mailboxes as Places) : null
}

function isPlace(place: unknown): place is Place {
  if (typeof place !== 'object' || place === null) return false
  const { uidValidity, lastUid, lastAtMs } = place as Place
  return (
    typeof uidValidity === 'string' &&
    Number.isSafeInteger(lastUid) &&
    lastUid >= 0 &&
    (lastAtMs === null || Number.isFinite(lastAtMs))
  )
}
