import type { FieldValue } from '../contract/conflicts.ts'

/** Values of some fields, by name. */
export type Fields = Readonly<Record<string, FieldValue>>

/** Whether two values say the same; of sets the order says nothing. */
export function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const [one, other] = [sorted(a), sorted(b)]
    return one.length === other.length && one.every((text, index) => text === other[index])
  }
  return (a ?? null) === (b ?? null)
}

/** A set as it is kept: each text once, in the order of code units. */
export function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A value as a set. */
export function asSet(value: FieldValue): readonly string[] {
  if (value === null) return []
  return typeof value === 'string' ? [value] : value
}
