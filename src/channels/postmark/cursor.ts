import type { Cursor } from '../wire.ts'

/** Where one stands: what came in before `fromMs` is handed over; of what came since, the messages `seen`. */
export type PostmarkPlace = {
  /** Unix milliseconds, by Postmark's clock. */
  fromMs: number
  seen: string[]
}

export function toCursor(place: PostmarkPlace): Cursor {
  return { ...place }
}

/** null where it is no cursor of this wire: then all is listed again. */
export function fromCursor({ fromMs, seen }: Cursor): PostmarkPlace | null {
  if (typeof fromMs !== 'number' || !Number.isFinite(fromMs) || !Array.isArray(seen)) return null
  return seen.every((id) => typeof id === 'string') ? { fromMs, seen } : null
}
