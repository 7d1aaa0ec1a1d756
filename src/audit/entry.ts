import { createHmac, type KeyObject } from 'node:crypto'
import type { Id } from '../base/ids.ts'

/** Who did something. */
export type Actor = {
  kind: 'person' | 'key' | 'operator' | 'rule' | 'model' | 'system'
  /** The person's or key's id; else a name that stays. */
  id: string
  /** Their name at that time. */
  label: string
}

/** What the trail is told. */
export type NewEntry = {
  actor: Actor
  /** What was done: `customer.renamed`. */
  action: `${string}.${string}`
  /** What it was done to; absent when it is the firm as a whole. */
  subject?: { kind: string; id: string }
  /** Why, in the actor's words or a code. */
  reason?: string
  /** Ids, counts, roles and codes: nothing of customers. */
  details?: Record<string, unknown>
  /** What was so before and is so now, where that tells of customers: it is sealed. */
  change?: { before?: unknown; after?: unknown }
}

/** An entry as it was written. */
export type Entry = {
  seq: number
  at: Date
  actor: Actor
  action: string
  subject: { kind: string; id: string } | null
  reason: string | null
  details: Record<string, unknown> | null
  /** null when there is none, or when it was taken out; `removed` tells which. */
  change: { before?: unknown; after?: unknown } | null
  removed: boolean
}

/** Stands before the first entry of a chain. */
export const GENESIS = Buffer.alloc(32)

/** Between the fields of an entry's text; no field contains it. */
export const FIELD_END = '\x1f'

/** A field of text as it can be chained: without control characters, and not endless. */
export function chainable(text: string, lengthMax = 500): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\x00-\x1f\x7f]/g, ' ').slice(0, lengthMax)
}

/** An entry's link in the chain: HMAC-SHA256 (RFC 2104) over the link before, the firm, and the entry's text. */
export function link(key: KeyObject, before: Buffer, tenantId: Id, text: string): Buffer {
  return createHmac('sha256', key).update(before).update(tenantId).update(text).digest()
}

/** What stands in the chain for what is sealed. */
export function digestOf(key: KeyObject, change: string): Buffer {
  return createHmac('sha256', key).update('sealed').update(change).digest()
}

/** Where a sealed change belongs; it opens nowhere else. */
export function placeOf(tenantId: Id, seq: number): string {
  return `audit_entry/${tenantId}/${seq}`
}
