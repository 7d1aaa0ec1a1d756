import type { Id } from '../base/ids.ts'
import type { FieldValue } from '../contract/conflicts.ts'
import type { Tx } from '../store/store.ts'
import type { By } from './by.ts'
import { holdSubject, readFields, type Subject, subjectGone, writeFields } from './fields.ts'
import { mergeFields } from './merge.ts'
import { noteConflicts } from './note.ts'
import { rulesFor } from './rules.ts'
import { ticketFieldsAt } from './ticket-fields.ts'
import { type Fields, same } from './value.ts'

/** What became of a change. */
export type Outcome = {
  /** By which a ticket's change can be undone; null where nothing was changed, and of customers. */
  changeId: Id | null
  /** What is so now. */
  fields: Fields
  /** Contradictions that were found, also those that a strategy decided. */
  conflictIds: Id[]
  /** Of these, how many wait for a person. */
  waiting: number
}

/**
 * Changes fields of a ticket or customer, from what the writer had seen: `seen` gives those values, or a ticket's version.
 * What others have written since is a conflict, resolved by the field's strategy and listed. Refuses with `subject_gone`, and
 * with what the verbs of the room refuse; nothing is changed then.
 */
export async function changeFrom(
  tx: Tx,
  input: By &
    Subject & {
      seen: Fields | { version: number }
      /** What has no rule of its own, as a danger that is over, is written as it is. */
      change: Readonly<Record<string, unknown>>
      note?: Record<string, unknown> | undefined
    },
): Promise<Outcome> {
  const { clock, actor, changeId: partOf, kind, id, note } = input
  await holdSubject(tx, { kind, id })
  const now = await readFields(tx, { kind, id })
  if (now === undefined) throw subjectGone()
  const told = Object.entries(input.change).flatMap(([field, value]): [string, FieldValue][] =>
    value === undefined ? [] : [[field, value as FieldValue]],
  )
  const base = isVersion(input.seen)
    ? await ticketFieldsAt(tx, { id, version: input.seen.version, now })
    : input.seen
  const rules = await rulesFor(tx, kind)
  const { fields, contradictions } = mergeFields(rules, {
    base,
    first: now,
    second: Object.fromEntries(told),
  })
  const conflictIds = await noteConflicts(tx, { clock, kind, id, contradictions, secondBy: actor.label })
  const change = Object.fromEntries(
    told.flatMap(([field, value]): [string, FieldValue][] => {
      if (!(field in fields)) return [[field, value]] // no two can contradict each other in it
      return same(fields[field], now[field]) ? [] : [[field, fields[field] ?? null]]
    }),
  )
  const { changeId, refused } = await writeFields(tx, {
    ...{ clock, actor, changeId: partOf, kind, id, change, note },
    isDirect: contradictions.every(({ field }) => field !== 'status'),
  })
  const [refusal] = Object.values(refused)
  if (refusal !== undefined) throw refusal
  return {
    changeId,
    fields: (await readFields(tx, { kind, id })) ?? now,
    conflictIds,
    waiting: contradictions.filter(({ waits }) => waits).length,
  }
}

function isVersion(seen: Fields | { version: number }): seen is { version: number } {
  return typeof seen.version === 'number'
}
