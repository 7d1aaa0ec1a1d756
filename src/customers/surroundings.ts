import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { type Namesake, namesakesMax, type Surroundings } from './link-rule.ts'
import { nameKey } from './name.ts'
import { newestName, type Point } from './point.ts'

/** Who has the same names as these points, and with whom they were in groups. Two statements at most. */
export async function readSurroundings(tx: Tx, points: readonly Point[]): Promise<Surroundings> {
  const keys = [...new Set(points.flatMap((point) => newestName(point)?.name ?? []).map(nameKey))]
  const namesakes = await readNamesakes(tx, keys)
  const inQuestion = points.filter((point) => {
    const name = newestName(point)?.name
    return name !== undefined && (namesakes.has(nameKey(name)) || sharedWithin(points, nameKey(name)))
  })
  return { namesakes, together: await readTogether(tx, inQuestion) }
}

async function readNamesakes(tx: Tx, keys: readonly string[]): Promise<Map<string, Namesake[]>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<Namesake & { key: string }>`
    select k.key, p.id as point_id, p.kind, p.value, p.customer_id, n.name,
      (select m.name from contact_name m where m.tenant_id = p.tenant_id and m.contact_point_id = p.id
       order by m.last_at desc, m.noted_at desc, m.name collate "C" limit 1) as newest
    from unnest(${keys}::text[]) as k (key)
    cross join lateral (select n.tenant_id, n.contact_point_id, n.name from contact_name n
      where n.name_key = k.key order by n.contact_point_id limit ${namesakesMax}) n
    join contact_point p on p.tenant_id = n.tenant_id and p.id = n.contact_point_id
    where p.customer_id is not null
    order by k.key, p.value, n.name collate "C"`.execute(tx)
  return Map.groupBy(rows, ({ key }) => key)
}

async function readTogether(tx: Tx, points: readonly Point[]): Promise<ReadonlySet<string>> {
  if (points.length === 0) return new Set()
  const { rows } = await sql<{ one: Id; other: Id; customerId: Id | null }>`
    select distinct a.contact_point_id as one, b.contact_point_id as other, p.customer_id
    from participant a
    join participant b on b.tenant_id = a.tenant_id and b.participants_id = a.participants_id
      and b.contact_point_id <> a.contact_point_id
    join contact_point p on p.tenant_id = b.tenant_id and p.id = b.contact_point_id
    where a.contact_point_id = any(${points.map(({ id }) => id)}::uuid[])`.execute(tx)
  return new Set(rows.flatMap(({ one, other, customerId }) => [`${one} ${other}`, `${one} ${customerId}`]))
}

function sharedWithin(points: readonly Point[], key: string): boolean {
  return points.filter((point) => nameKey(newestName(point)?.name ?? '') === key).length > 1
}
