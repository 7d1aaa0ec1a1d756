import { type Contradiction, type Fields, mergeFields, same } from '../conflicts/conflicts.ts'
import type { FieldRule, FieldValue } from '../contract/conflicts.ts'

/** A field's rule towards a mirror. `single`: the other side has room for one of a set. */
export type MirrorRule = FieldRule & { single?: boolean }
export type MirrorRules = Readonly<Record<string, MirrorRule>>

/** What is known of a row on both sides. */
export type Agreed = {
  /** What it said there when it was last taken into account; null before. */
  agreed: Fields | null
  /** What was on its way there when this was written down; null when nothing was. */
  sending: Fields | null
}

/**
 * Whether what was on its way has arrived; `unknown` where the other database keeps no notes of it, and somebody has written
 * the row since.
 */
export type Arrived = 'arrived' | 'not_arrived' | 'unknown'

/** Equals nothing that a field can say. */
const UNSURE = '\u0000unsure'

/**
 * What both had seen last. A write that was on its way when the program died is looked for in what is there now.
 * Where that does not tell, the field counts as changed by both, so that it is listed rather than lost; one field does not tell of
 * another, since an earlier write may have brought it.
 */
export function baseOf({ agreed, sending }: Agreed, theirs: Fields, arrived: Arrived): Fields {
  const before = agreed ?? {}
  if (sending === null) return before
  if (arrived === 'arrived') return { ...before, ...sending }
  if (arrived === 'not_arrived') return before
  const telling = Object.entries(sending).filter(([field, value]) => !same(before[field], value))
  return {
    ...before,
    ...Object.fromEntries(
      telling.map(([field, value]) => [field, same(theirs[field], value) ? value : UNSURE]),
    ),
  }
}

/** What is to be done so that both say the same. */
export type Agreement = {
  /** To be written here. */
  ours: Fields
  contradictions: Contradiction[]
}

/** Merges what both say since they last agreed (three-way). Ours is the first: it holds already when theirs is heard of. */
export function agree(
  rules: MirrorRules,
  { link, ours, theirs, arrived }: { link: Agreed; ours: Fields; theirs: Fields; arrived: Arrived },
): Agreement {
  const base = baseOf(link, theirs, arrived)
  const { fields, contradictions } = mergeFields(rules, { base, first: ours, second: theirs })
  return {
    ours: Object.fromEntries(Object.entries(fields).filter(([field, value]) => !same(value, ours[field]))),
    contradictions: contradictions.map((one) => (one.base === UNSURE ? { ...one, base: null } : one)),
  }
}

/** What must be written there, so that it says what ours does; null when it says so. */
export function toSend(
  rules: MirrorRules,
  { ours, theirs }: { ours: Fields; theirs: Fields },
): Fields | null {
  const differing = Object.entries(rules).flatMap(([field, rule]): [string, FieldValue][] => {
    const value = shownThere(rule, ours[field] ?? null, theirs[field] ?? null)
    return same(value, theirs[field]) ? [] : [[field, value]]
  })
  return differing.length === 0 ? null : Object.fromEntries(differing)
}

/** Of a set the one that they have, while it is in it. */
function shownThere({ single }: MirrorRule, ours: FieldValue, theirs: FieldValue): FieldValue {
  if (!single || !Array.isArray(ours)) return ours
  const [one] = Array.isArray(theirs) ? theirs : []
  return one !== undefined && ours.includes(one) ? [one] : ours.slice(0, 1)
}
