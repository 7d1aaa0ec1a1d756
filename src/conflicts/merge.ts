import type { FieldRule, FieldValue, Strategy } from '../contract/conflicts.ts'
import { mergeTexts } from './merge-text.ts'
import { asSet, type Fields, same, sorted } from './value.ts'

/** What became of a field that two may have changed. */
export type Merged = {
  value: FieldValue
  /** null where they did not contradict each other. */
  contradiction: { lost: 'first' | 'second' | null; waits: boolean } | null
}

/** How long a text may be that keeps both. */
const BOTH_LENGTH_MAX = 2_000

/**
 * What holds of a field that was `base` for both, is `first` here, and `second` by another who wrote later or is heard of
 * later. Who writes what is so already contradicts nobody.
 */
export function mergeField(
  rule: FieldRule,
  { base, first, second }: { base: FieldValue; first: FieldValue; second: FieldValue },
): Merged {
  if (same(first, second) || same(base, second)) return { value: first, contradiction: null }
  if (same(base, first)) return { value: second, contradiction: null }
  const both = { base, first, second }
  const bothHold =
    rule.strategy === 'merge'
      ? mergedOf(rule, both)
      : rule.strategy === 'both'
        ? bothOf(rule, both)
        : undefined
  if (bothHold !== undefined) return { value: bothHold, contradiction: { lost: null, waits: false } }
  if (rule.strategy === 'latest') return { value: second, contradiction: { lost: 'first', waits: false } }
  return { value: first, contradiction: { lost: 'second', waits: true } }
}

type Three = { base: FieldValue; first: FieldValue; second: FieldValue }

/** undefined where the same words were changed, or it would be too long. */
function mergedOf({ type, lengthMax }: FieldRule, { base, first, second }: Three): FieldValue | undefined {
  if (type === 'set') return mergeSets(asSet(base), asSet(first), asSet(second))
  if (typeof base !== 'string' || typeof first !== 'string' || typeof second !== 'string') return undefined
  const merged = mergeTexts(base, first, second)?.trim()
  return merged === undefined || merged === '' || merged.length > (lengthMax ?? BOTH_LENGTH_MAX)
    ? undefined
    : merged
}

function bothOf({ type, lengthMax }: FieldRule, { first, second }: Three): FieldValue | undefined {
  if (type === 'set') return sorted([...asSet(first), ...asSet(second)])
  if (typeof first !== 'string' || typeof second !== 'string') return first ?? second
  const both = `${first} / ${second}`
  return both.length > (lengthMax ?? BOTH_LENGTH_MAX) ? undefined : both
}

/** The set to which both have added, and from which both have taken. */
function mergeSets(base: readonly string[], first: readonly string[], second: readonly string[]): string[] {
  const taken = base.filter((one) => !first.includes(one) || !second.includes(one))
  return sorted([...first, ...second].filter((one) => !taken.includes(one)))
}

/** A contradiction in one field. */
export type Contradiction = {
  field: string
  strategy: Strategy
  base: FieldValue
  first: FieldValue
  second: FieldValue
  kept: FieldValue
  lost: 'first' | 'second' | null
  waits: boolean
}

/** The same for all fields that `second` tells of: what holds of them, and where they contradict each other. */
export function mergeFields(
  rules: Readonly<Record<string, FieldRule>>,
  { base, first, second }: { base: Fields; first: Fields; second: Fields },
): { fields: Fields; contradictions: Contradiction[] } {
  const fields: Record<string, FieldValue> = {}
  const contradictions: Contradiction[] = []
  for (const [field, rule] of Object.entries(rules)) {
    if (!(field in second)) continue
    const three = { base: base[field] ?? null, first: first[field] ?? null, second: second[field] ?? null }
    const { value, contradiction } = mergeField(rule, three)
    fields[field] = value
    if (contradiction !== null)
      contradictions.push({ field, strategy: rule.strategy, ...three, kept: value, ...contradiction })
  }
  return { fields, contradictions }
}
