import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { nameKey } from './name.ts'
import { memberKey } from './party.ts'

/** A name somebody goes by at an address, and the times of the oldest and newest message it came with. */
export type SeenName = { name: string; firstAt: Date; lastAt: Date }

/** An address of the batch, with the names it came with. */
export type SeenPoint = { kind: string; value: string; names: SeenName[] }

/** A contact point as stored, with all names it ever had. */
export type Point = {
  id: Id
  kind: string
  value: string
  customerId: Id | null
  linkMethod: string | null
  /** What its customer is called now; null without customer or name. */
  customerName: string | null
  names: StoredName[]
  /** What it was called before this batch; null when it had no name. */
  nameBefore: string | null
  /** This batch named it first, renamed it, or showed one of its names at another time. */
  isNamesChanged: boolean
}

export type StoredName = SeenName & { key: string; notedAt: Date }

/**
 * Lets one transaction of a firm at a time make or change contact points, names, participants and links; to be taken
 * before the first of these is read, so that none decides on what another is just changing, and no two wait for each
 * other. Held until the transaction ends.
 */
export async function lockLinks(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('customers.links:' || app_tenant()::text, 0))`.execute(
    tx,
  )
}

/**
 * The contact points of `seen`, by `kind:value`, made where missing, their names noted and widened.
 * One statement when everything is known. Call under `lockLinks`.
 */
export async function notePoints(
  tx: Tx,
  input: { clock: Clock; seen: ReadonlyMap<string, SeenPoint> },
): Promise<Map<string, Point>> {
  const { clock, seen } = input
  let points = await readPoints(tx, seen)
  const missing = [...seen].filter(([key]) => !points.has(key)).map(([, point]) => point)
  if (missing.length > 0) {
    await sql`
      insert into contact_point (id, kind, value, made_at)
      select p.id, p.kind, p.value, ${clock.now()}::timestamptz
      from unnest(${missing.map(() => newId(clock))}::uuid[], ${missing.map(({ kind }) => kind)}::text[],
                  ${missing.map(({ value }) => value)}::text[]) as p (id, kind, value)
      on conflict (tenant_id, kind, value) do nothing`.execute(tx)
    points = await readPoints(tx, seen)
  }
  await noteNames(tx, clock, seen, points)
  return points
}

async function readPoints(tx: Tx, seen: ReadonlyMap<string, SeenPoint>): Promise<Map<string, Point>> {
  if (seen.size === 0) return new Map()
  const wanted = [...seen.values()]
  const { rows } = await sql<
    Omit<Point, 'names' | 'nameBefore' | 'isNamesChanged'> & { names: RawName[] | null }
  >`
    select p.id, p.kind, p.value, p.customer_id, p.link_method, c.name as customer_name,
      (select json_agg(json_build_object('name', n.name, 'key', n.name_key, 'firstAt', n.first_at, 'lastAt', n.last_at,
         'notedAt', n.noted_at))
       from contact_name n where n.contact_point_id = p.id) as names
    from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[]) as w (kind, value)
    cross join lateral (select * from contact_point p where p.kind = w.kind and p.value = w.value limit 1) p
    left join lateral (select c.name from customer c where c.id = p.customer_id limit 1) c on true`.execute(
    tx,
  )
  return new Map(
    rows.map((row) => {
      const names = (row.names ?? []).map(storedName)
      return [
        memberKey(row),
        { ...row, names, nameBefore: newestName({ names })?.name ?? null, isNamesChanged: false },
      ]
    }),
  )
}

type RawName = { name: string; key: string; firstAt: string; lastAt: string; notedAt: string }

function storedName(raw: RawName): StoredName {
  return {
    name: raw.name,
    key: raw.key,
    firstAt: new Date(raw.firstAt),
    lastAt: new Date(raw.lastAt),
    notedAt: new Date(raw.notedAt),
  }
}

/** Writes the names that are new or span more time now, and brings `points` up to date. */
async function noteNames(
  tx: Tx,
  clock: Clock,
  seen: ReadonlyMap<string, SeenPoint>,
  points: ReadonlyMap<string, Point>,
): Promise<void> {
  const changed: (StoredName & { pointId: Id })[] = []
  for (const [key, { names }] of seen) {
    const point = points.get(key)
    if (point === undefined) continue
    for (const seenName of names) {
      const known = point.names.find(({ name }) => name === seenName.name)
      const firstAt = earlier(known?.firstAt, seenName.firstAt)
      const lastAt = later(known?.lastAt, seenName.lastAt)
      if (known?.firstAt.getTime() === firstAt.getTime() && known.lastAt.getTime() === lastAt.getTime())
        continue
      const name = {
        ...seenName,
        key: nameKey(seenName.name),
        notedAt: known?.notedAt ?? clock.now(),
        firstAt,
        lastAt,
      }
      point.names = [...point.names.filter((other) => other !== known), name]
      point.isNamesChanged = true
      changed.push({ ...name, pointId: point.id })
    }
  }
  if (changed.length === 0) return
  changed.sort((a, b) => compare(a.pointId, b.pointId) || compare(a.name, b.name))
  await sql`
    insert into contact_name (contact_point_id, name, name_key, first_at, last_at, noted_at)
    select * from unnest(${changed.map(({ pointId }) => pointId)}::uuid[], ${changed.map(({ name }) => name)}::text[],
      ${changed.map(({ key }) => key)}::text[], ${changed.map(({ firstAt }) => firstAt)}::timestamptz[],
      ${changed.map(({ lastAt }) => lastAt)}::timestamptz[], ${changed.map(({ notedAt }) => notedAt)}::timestamptz[])
    on conflict (tenant_id, contact_point_id, name) do update
    set first_at = least(contact_name.first_at, excluded.first_at),
        last_at = greatest(contact_name.last_at, excluded.last_at)`.execute(tx)
}

/** Newest first: by message time, then by when the name was first imported, then by spelling. */
export function newestFirst(a: StoredName, b: StoredName): number {
  return (
    b.lastAt.getTime() - a.lastAt.getTime() ||
    b.notedAt.getTime() - a.notedAt.getTime() ||
    compare(a.name, b.name)
  )
}

/** What an address is called now; undefined when nobody ever said. */
export function newestName(point: { names: readonly StoredName[] }): StoredName | undefined {
  return point.names.toSorted(newestFirst)[0]
}

function earlier(known: Date | undefined, seen: Date): Date {
  return known !== undefined && known < seen ? known : seen
}

function later(known: Date | undefined, seen: Date): Date {
  return known !== undefined && known > seen ? known : seen
}

/** Order by code unit. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
