import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { FieldValue } from '../contract/conflicts.ts'
import type { Tx } from '../store/store.ts'
import { fieldWriter, type Subject } from './fields.ts'
import type { Contradiction } from './merge.ts'

/** What is listed of a contradiction; `reason` and what a strategy has not to do with. */
export type ToNote = Contradiction & { reason?: 'both_changed' | 'refused' | 'deleted' }

/**
 * Lists contradictions: those that wait for a person, and those that a strategy decided, so that nothing is lost in silence.
 * Call it before the second is written, since it asks who wrote the first. One that waits already is not listed again.
 */
export async function noteConflicts(
  tx: Tx,
  input: Subject & {
    clock: Clock
    contradictions: readonly ToNote[]
    secondBy: string
    mirrorId?: Id | null
  },
): Promise<Id[]> {
  const { kind, id: entityId, clock, secondBy, mirrorId = null } = input
  const now = clock.now()
  const noted: Id[] = []
  for (const {
    field,
    strategy,
    reason = 'both_changed',
    base,
    first,
    second,
    kept,
    lost,
    waits,
  } of input.contradictions) {
    const { rows } = await sql<{ id: Id }>`
      select id from conflict where entity_id = ${entityId} and field = ${field} and settled_at is null
        and first = ${json(first)} and second = ${json(second)} limit 1`.execute(tx)
    if (rows[0] !== undefined) {
      noted.push(rows[0].id)
      continue
    }
    const writer = await fieldWriter(tx, { kind, id: entityId, field })
    const id = newId(clock)
    await sql`
      insert into conflict (id, kind, entity_id, field, strategy, reason, base, first, first_by, first_at, second, second_by,
        second_at, kept, lost, mirror_id, found_at, settled_at, settled_by)
      values (${id}, ${kind}, ${entityId}, ${field}, ${strategy}, ${reason}, ${json(base)}, ${json(first)}, ${writer.by}, ${writer.at},
        ${json(second)}, ${secondBy}, ${now}, ${json(kept)}, ${lost}, ${mirrorId}, ${now},
        ${waits ? null : now}, ${waits ? null : BY_STRATEGY})`.execute(tx)
    noted.push(id)
  }
  return noted
}

/** In whose name a strategy decides. */
export const BY_STRATEGY = 'conflicts'

export const json = (value: FieldValue) => sql`${JSON.stringify(value)}::jsonb`
