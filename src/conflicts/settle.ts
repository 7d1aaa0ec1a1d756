import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type ConflictKind, type FieldValue, fieldsOf } from '../contract/conflicts.ts'
import type { Tables, Tx } from '../store/store.ts'
import type { By } from './by.ts'
import { holdSubject, readFields, subjectGone, writeFields } from './fields.ts'
import { BY_STRATEGY, json } from './note.ts'
import { same, sorted } from './value.ts'

/** Why a ticket was changed, for its activity. */
const SETTLED = 'conflict_settled'

type Row = Selectable<Tables['conflict']>

/**
 * Decides a conflict: one of both holds, or a third. Also one that a strategy decided can be decided otherwise. Refuses with
 * `conflict_not_found`, `subject_gone`, `value_unfit`, and with what the field's own room refuses.
 */
export async function settleConflict(
  tx: Tx,
  {
    clock,
    actor,
    id,
    decision,
  }: By & { id: Id; decision: { choose: 'first' | 'second' } | { value: FieldValue } },
): Promise<{ kind: ConflictKind; entityId: Id; field: string }> {
  const row = await readConflict(tx, id)
  const subject = { kind: row.kind as ConflictKind, id: row.entityId }
  const value = 'choose' in decision ? (row[decision.choose] as FieldValue) : decision.value
  await holdSubject(tx, subject)
  const fits = fitted(row, value)
  const before = (await readFields(tx, subject))?.[row.field]
  if (before === undefined) throw subjectGone()
  const { refused } = await writeFields(tx, {
    ...{ clock, actor, ...subject },
    change: same(before, fits) ? {} : { [row.field]: fits },
    note: { code: SETTLED },
  })
  const [refusal] = Object.values(refused)
  if (refusal !== undefined) throw refusal
  await sql`
    update conflict set kept = ${json(before)}, settled = ${json(fits)}, settled_at = ${clock.now()}, settled_by = ${actor.label}
    where id = ${id}`.execute(tx)
  return { kind: subject.kind, entityId: subject.id, field: row.field }
}

/**
 * Takes a person's decision back: the field is as it was before, and the conflict waits again. Refuses with `not_settled`, and
 * with `changed_since` when the field was changed again.
 */
export async function reopenConflict(
  tx: Tx,
  { clock, actor, id }: By & { id: Id },
): Promise<{ kind: ConflictKind; entityId: Id; field: string }> {
  const row = await readConflict(tx, id)
  if (row.settledAt === null || row.settledBy === BY_STRATEGY || row.settled === null) throw notSettled()
  const subject = { kind: row.kind as ConflictKind, id: row.entityId }
  await holdSubject(tx, subject)
  const now = (await readFields(tx, subject))?.[row.field]
  if (now === undefined) throw subjectGone()
  if (!same(now, row.settled as FieldValue)) throw changedSince()
  const { refused } = await writeFields(tx, {
    ...{ clock, actor, ...subject },
    change: same(now, row.kept as FieldValue) ? {} : { [row.field]: row.kept as FieldValue },
  })
  const [refusal] = Object.values(refused)
  if (refusal !== undefined) throw refusal
  await tx
    .updateTable('conflict')
    .set({ settled: null, settledAt: null, settledBy: null })
    .where('id', '=', id)
    .execute()
  return { kind: subject.kind, entityId: subject.id, field: row.field }
}

async function readConflict(tx: Tx, id: Id): Promise<Row> {
  const row = await tx.selectFrom('conflict').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined)
    throw new Refusal(
      'conflict_not_found',
      'There is no such conflict.',
      'Go back to the list of conflicts.',
      {
        status: 404,
      },
    )
  return row
}

/** A value as the field can have it. */
function fitted({ kind, field }: Row, value: FieldValue): FieldValue {
  const rule = fieldsOf[kind as ConflictKind][field]
  const isList = Array.isArray(value)
  if (rule === undefined || isList !== (rule.type === 'set')) throw unfit()
  if (isList) return sorted(value)
  if (typeof value === 'string' && (value.trim() === '' || value.length > (rule.lengthMax ?? 200)))
    throw unfit()
  return value
}

function unfit(): Refusal {
  return new Refusal(
    'value_unfit',
    'The field cannot say that.',
    'Choose one of both, or write something shorter.',
  )
}

function notSettled(): Refusal {
  return new Refusal('not_settled', 'Nobody has decided this yet.', 'Reload the list of conflicts.', {
    status: 409,
  })
}

function changedSince(): Refusal {
  return new Refusal(
    'field_changed_since',
    'The field was changed again since that was decided.',
    'Look at what it says now, and change it there.',
    { status: 409 },
  )
}
