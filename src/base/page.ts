import { Refusal } from './refusal.ts'

/** One page of a keyset-paged list. `next` continues it; null on the last page. */
export type Page<T> = { items: T[]; next: string | null }

/** Packs the sort key of the last row shown into an opaque cursor. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The sort key inside a cursor; a Refusal `bad_cursor` when it is not one of ours with `length` parts. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every(isKeyPart)) return key
  } catch {}
  throw new Refusal(
    'bad_cursor',
    'The page cursor is not one this list gave out.',
    'Ask for the first page again, without a cursor.',
  )
}

function isKeyPart(part: unknown): part is string | number | null {
  return part === null || typeof part === 'string' || typeof part === 'number'
}
