import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** A set of participants to be noted: its key and the contact points in it. */
export type ParticipantsToNote = { key: string; pointIds: readonly Id[] }

/**
 * The ids of participants by key, made where missing with their members; `made` are the keys that are new. One
 * statement when all are known. Call under `lockLinks`.
 */
export async function noteParticipants(
  tx: Tx,
  input: { clock: Clock; sets: readonly ParticipantsToNote[] },
): Promise<{ ids: Map<string, Id>; made: ReadonlySet<string> }> {
  const { clock, sets } = input
  const ids = await readIds(
    tx,
    sets.map(({ key }) => key),
  )
  const missing = sets.filter(({ key }) => !ids.has(key)).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  if (missing.length === 0) return { ids, made: new Set() }
  const { rows } = await sql<{ id: Id; key: string }>`
    insert into participants (id, key, kind, made_at)
    select s.id, s.key, s.kind, ${clock.now()}::timestamptz
    from unnest(${missing.map(() => newId(clock))}::uuid[], ${missing.map(({ key }) => key)}::text[],
      ${missing.map(kindOf)}::text[]) as s (id, key, kind)
    returning id, key`.execute(tx)
  const made = new Map(rows.map(({ id, key }) => [key, id]))
  await insertMembers(tx, missing, made)
  for (const [key, id] of made) ids.set(key, id)
  return { ids, made: new Set(made.keys()) }
}

async function readIds(tx: Tx, keys: readonly string[]): Promise<Map<string, Id>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ id: Id; key: string }>`
    select s.id, k.key from unnest(${keys}::text[]) as k (key)
    cross join lateral (select id from participants s where s.key = k.key limit 1) s`.execute(tx)
  return new Map(rows.map(({ id, key }) => [key, id]))
}

async function insertMembers(
  tx: Tx,
  sets: readonly ParticipantsToNote[],
  made: ReadonlyMap<string, Id>,
): Promise<void> {
  const members = sets.flatMap(({ key, pointIds }) => {
    const id = made.get(key)
    return id === undefined ? [] : pointIds.map((pointId) => ({ id, pointId }))
  })
  if (members.length === 0) return
  await sql`
    insert into participant (participants_id, contact_point_id)
    select * from unnest(${members.map(({ id }) => id)}::uuid[], ${members.map(({ pointId }) => pointId)}::uuid[])`.execute(
    tx,
  )
}

function kindOf({ pointIds }: ParticipantsToNote): 'one' | 'group' | 'unknown' {
  if (pointIds.length === 0) return 'unknown'
  return pointIds.length === 1 ? 'one' : 'group'
}
