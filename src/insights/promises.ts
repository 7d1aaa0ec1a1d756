import { DateTime } from 'luxon'
import type { Id } from '../base/ids.ts'
import type { FoundPromise } from '../understanding/understanding.ts'
import { isTheirs, type ReadMessage } from './said.ts'

/** What became of a promise. */
export type Followed = {
  messageId: Id
  atMs: number
  promise: FoundPromise
  dueMs: number
  state: 'open' | 'kept' | 'kept_late' | 'broken'
  keptBy: { messageId: Id; atMs: number; how: 'call' | 'message' | 'price' | 'customer' } | null
}

const MINUTE_MS = 60_000
/** Who calls at ten past three has called at three. */
const TOLERANCE_MS = 2 * 60 * MINUTE_MS
/** What follows at once is still said in the same breath. */
const SAME_BREATH_MS = 10 * MINUTE_MS
/** A shorter answer is politeness. */
const TELLING_CHARACTERS_MIN = 15
const RECEIVED =
  /\b(?:got (?:it|them|the)|received|it (?:came|arrived)|already|refund (?:came|is here)|dosz[łl]\w*|dosta[łl]\w*|mam|jest)\b/i

/** The promises of a conversation and what kept them, by what was said after. `messages` oldest first. */
export function followPromises(
  messages: readonly ReadMessage[],
  { nowMs, timeZone }: { nowMs: number; timeZone: string },
): Followed[] {
  return messages.flatMap((message, index) =>
    message.promises.map((promise) => {
      const dueMs = dueOf(promise, { message, timeZone })
      const keptBy = keeperOf(promise, { message, after: messages.slice(index + 1) })
      const late = keptBy !== null && keptBy.atMs > dueMs + TOLERANCE_MS
      const state =
        keptBy === null ? (nowMs > dueMs ? 'broken' : 'open') : late ? 'kept_late' : ('kept' as const)
      return { messageId: message.id, atMs: message.atMs, promise, dueMs, state, keptBy }
    }),
  )
}

function dueOf(
  { due }: FoundPromise,
  { message, timeZone }: { message: ReadMessage; timeZone: string },
): number {
  const at = DateTime.fromISO(due.wall, { zone: timeZone })
  return at.isValid ? Math.max(at.toMillis(), message.atMs) : message.atMs
}

function keeperOf(
  { kind }: FoundPromise,
  { message, after }: { message: ReadMessage; after: readonly ReadMessage[] },
): Followed['keptBy'] {
  let theySpoke = false
  for (const later of after) {
    const keeps = (how: NonNullable<Followed['keptBy']>['how']) => ({
      messageId: later.id,
      atMs: later.atMs,
      how,
    })
    const sinceMs = later.atMs - message.atMs
    if (later.talk && kind !== 'refund') return keeps('call')
    if (later.tried && kind === 'call') return keeps('call')
    if (later.ours && (theySpoke || sinceMs > SAME_BREATH_MS)) {
      const { acts } = later
      if (acts.has('price') && kind !== 'refund') return keeps('price')
      if (acts.has('sent') || acts.has('done') || later.hasFile) return keeps('message')
      const tells =
        !later.closes && later.words.length >= TELLING_CHARACTERS_MIN && later.promises.length === 0
      if (tells && (kind === 'tell' || kind === 'call') && sinceMs > SAME_BREATH_MS) return keeps('message')
    }
    if (isTheirs(later)) {
      theySpoke = true
      if (
        kind !== 'call' &&
        kind !== 'tell' &&
        sinceMs > SAME_BREATH_MS &&
        !later.asks &&
        RECEIVED.test(later.words)
      )
        return keeps('customer')
    }
  }
  return null
}
