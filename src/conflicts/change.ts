import type { Id } from '../base/ids.ts'
import type { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'
import type { By } from './by.ts'
import { holdSubject, readFields, type Subject, subjectGone, writeFields } from './fields.ts'
import { mergeFields } from './merge.ts'
import { noteConflicts, type ToNote } from './note.ts'
import { rulesFor } from './rules.ts'
import { ticketFieldsAt } from './ticket-fields.ts'
import { type Fields, same } from './value.ts'

/** What became of a change. */
export type Outcome = {
  /** By which a ticket's change can be undone; null where nothing was changed, and of customers. */
  changeId: Id | null
  /** What holds now of the fields that were to be changed. */
  fields: Fields
  /** Contradictions that were found, also those that a strategy decided. */
  conflictIds: Id[]
  /** Of these, how many wait for a person. */
  waiting: number
  /** Fields that could not be had, though nobody contradicted. */
  refused: Record<string, Refusal>
}

/**
 * Changes fields of a ticket or customer, from what the writer had seen: `seen` gives those values, or a ticket's version.
 * What others have written since is a conflict, resolved by the field's strategy and listed. What cannot be had is refused
 * where it came from nobody's screen (`mirrorId`), and listed; a person's own change throws that Refusal, and changes nothing.
 */
export async function changeFrom(
  tx: Tx,
  input: By &
    Subject & {
      seen: Fields | { version: number }
      change: Fields
      mirrorId?: Id | null
      note?: Record<string, unknown> | undefined
    },
): Promise<Outcome> {
  const { clock, actor, kind, id, change, mirrorId = null, note } = input
  await holdSubject(tx, { kind, id })
  const now = await readFields(tx, { kind, id })
  if (now === undefined) throw subjectGone()
  const base = isVersion(input.seen)
    ? await ticketFieldsAt(tx, { id, version: input.seen.version, now })
    : input.seen
  const rules = await rulesFor(tx, kind)
  const merged = mergeFields(rules, { base, first: now, second: change })
  const writes = Object.fromEntries(
    Object.entries(merged.fields).filter(([field, value]) => !same(value, now[field])),
  )
  const writersOf: ToNote[] = merged.contradictions
  const conflictIds = await noteConflicts(tx, {
    clock,
    kind,
    id,
    contradictions: writersOf,
    secondBy: actor.label,
    mirrorId,
  })
  const { changeId, refused } = await writeFields(tx, { clock, actor, kind, id, change: writes, note })
  const [refusal] = Object.values(refused)
  if (refusal !== undefined && mirrorId === null) throw refusal
  const fields = (await readFields(tx, { kind, id })) ?? now
  if (refusal !== undefined)
    conflictIds.push(
      ...(await noteConflicts(tx, {
        ...{ clock, kind, id, secondBy: actor.label, mirrorId },
        contradictions: Object.keys(refused).map((field) => ({
          ...{
            field,
            strategy: rules[field]?.strategy ?? 'review',
            reason: 'refused',
            lost: 'second',
            waits: true,
          },
          base: base[field] ?? null,
          first: fields[field] ?? null,
          second: writes[field] ?? null,
          kept: fields[field] ?? null,
        })),
      })),
    )
  return {
    changeId,
    fields,
    conflictIds,
    waiting: merged.contradictions.filter(({ waits }) => waits).length + Object.keys(refused).length,
    refused,
  }
}

function isVersion(seen: Fields | { version: number }): seen is { version: number } {
  return typeof seen.version === 'number'
}
