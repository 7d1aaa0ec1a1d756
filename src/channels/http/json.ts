import { WireError } from '../wire.ts'

/** Reads what a source answered, which is not always what it documents. */

/** The text under `name`; throws `WireError` `unreadable` where there is none. */
export function textAt(json: unknown, name: string): string {
  const text = maybeTextAt(json, name)
  if (text === undefined) throw new WireError('unreadable', 'What the source answers lacks a part.')
  return text
}

export function maybeTextAt(json: unknown, name: string): string | undefined {
  const value = valueAt(json, name)
  if (typeof value === 'number') return `${value}`
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The list under `name`; empty where there is none. */
export function listAt(json: unknown, name: string): unknown[] {
  const value = valueAt(json, name)
  return Array.isArray(value) ? value : []
}

export function valueAt(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[name] : undefined
}
