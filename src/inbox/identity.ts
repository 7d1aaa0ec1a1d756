import { createHash } from 'node:crypto'
import type { Id } from '../base/ids.ts'
import type { MessageKind } from '../channels/channels.ts'

/**
 * What makes a message the same in every export: when it was said to the millisecond, which way, what kind,
 * the words of a text, and with whom. File names, contact names and time offsets change between exports and are
 * not part of it; a transcript is not, because a newer export may have one where an older had none.
 */
export type IdentityParts = {
  kind: MessageKind
  atMs: number
  direction: 'in' | 'out' | null
  /** Empty but for texts. */
  text: string
  /** Key of the participants; the empty text when the other side is not known. */
  partyKey: string
  /** 0 for the first of exact twins in one raw item, 1 for the next, … */
  occurrence: number
}

/** The identity of a message that its wire has an id for: whenever it is met, and however much it tells then. */
export function wireIdentity(wireId: string): Id {
  const hash = createHash('sha256')
  return format(hash.update(`wire|${wireId}`).digest('hex').slice(0, 32))
}

/**
 * The identity of a message as a UUID of two 64-bit halves: what was said when, then with whom. All messages
 * that agree in the first half lie next to each other in an index, so that a page which does not tell the
 * other side can find its message, or be found by it.
 */
export function messageIdentity(parts: IdentityParts): Id {
  const said = createHash('sha256')
    .update(`${parts.kind}|${parts.atMs}|${parts.direction ?? ''}|${parts.text}`)
    .digest('hex')
  const whom = createHash('sha256').update(`${parts.occurrence}|${parts.partyKey}`).digest('hex')
  return format(said.slice(0, 16) + whom.slice(0, 16))
}

/** The lowest and highest identity with the same first half: every message that could be this one. */
export function identityRange(identity: Id): { low: Id; high: Id } {
  const said = identity.replaceAll('-', '').slice(0, 16)
  return { low: format(`${said}${'0'.repeat(16)}`), high: format(`${said}${'f'.repeat(16)}`) }
}

function format(hex: string): Id {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
