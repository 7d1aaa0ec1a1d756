import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import type { ItemKey, ItemSeal } from './item-seal.ts'

/** What must not come back: an address in stored form, or what was said when (`said`, the first half of an identity). */
export type Erasable = { kind: string; value: string } | { sourceId: Id; said: string }

/** Notes what must not come back. `key` is the installation's key for this. */
export async function markErased(
  tx: Tx,
  input: { key: Buffer; clock: Clock; erased: readonly Erasable[] },
): Promise<void> {
  const marks = [...new Set(input.erased.map((one) => markOf(input.key, one).toString('hex')))]
  await sql`
    insert into erasure_mark (mark, made_at)
    select decode(mark, 'hex'), ${input.clock.now()} from unnest(${marks}::text[]) as m (mark) on conflict do nothing`.execute(
    tx,
  )
}

/** Whether anybody was erased from the firm. Ask this first: it costs next to nothing, and seldom is anybody. */
export async function anybodyErased(db: Db): Promise<boolean> {
  return (await db.selectFrom('erasureMark').select('madeAt').limit(1).executeTakeFirst()) !== undefined
}

/** Tells of each, in their order, whether it was erased. */
export async function wasErased(
  db: Db,
  input: { key: Buffer; asked: readonly Erasable[] },
): Promise<boolean[]> {
  const marks = input.asked.map((one) => markOf(input.key, one).toString('hex'))
  const { rows } = await sql<{ mark: string }>`
    select encode(e.mark, 'hex') as mark from unnest(${[...new Set(marks)]}::text[]) as m (mark)
    cross join lateral (select mark from erasure_mark e where e.mark = decode(m.mark, 'hex') limit 1) e`.execute(
    db,
  )
  const found = new Set(rows.map(({ mark }) => mark))
  return marks.map((mark) => found.has(mark))
}

function markOf(key: Buffer, one: Erasable): Buffer {
  const text = 'said' in one ? `said ${one.sourceId} ${one.said}` : `address ${one.kind} ${one.value}`
  return createHmac('sha256', key).update(text).digest()
}

/** What stands in the ledger instead of the path of a page, which tells whom it was exchanged with; always the same. */
export function erasedPath(key: Buffer, path: string): string {
  return `erased/${createHmac('sha256', key).update(`path ${path}`).digest('hex').slice(0, 32)}`
}

/** Raw items that brought no message, or none that is still here: copies in later archives, for one. */
export async function itemsWithoutMessages(
  db: Db,
  input: { itemSeal: ItemSeal; after: Id | null; limit: number },
): Promise<{ id: Id; path: string }[]> {
  const { rows } = await sql<PlacedRow>`
    select r.tenant_id, r.id, r.encoding, r.path, r.external_id from raw_item r
    where (${input.after}::uuid is null or r.id > ${input.after}::uuid) and r.bytes > 0
      and not exists (select from message m where m.tenant_id = r.tenant_id and m.raw_item_id = r.id)
    order by r.id limit ${input.limit}`.execute(db)
  return rows.map((row) => ({ id: row.id, path: input.itemSeal.place(row).path }))
}

type PlacedRow = ItemKey & { path: string; externalId: string }

/**
 * Forgets raw items: `gone` altogether; of `emptied`, which others wrote in too, only the bytes and what was told beside them. The ledger keeps its
 * counts and loses its paths. Returns the paths that the items were met under.
 */
export async function eraseItems(
  tx: Tx,
  input: { itemSeal: ItemSeal; gone: readonly Id[]; emptied: readonly Id[] },
): Promise<string[]> {
  const { rows: met } = await sql<{ path: string }>`
    select distinct path from run_item where raw_item_id = any(${input.gone}::uuid[])`.execute(tx)
  const { rows: kept } = await sql<PlacedRow>`
    select tenant_id, id, encoding, path, external_id from raw_item where id = any(${input.gone}::uuid[])`.execute(
    tx,
  )
  // A run can have met the same bytes at several places, and its lines are told apart by their paths.
  await sql`
    update run_item i set raw_item_id = null, path = 'erased/' || n.raw_item_id || case n.place when 1 then '' else '-' || n.place end
    from (select tenant_id, run_id, path, raw_item_id, row_number() over (partition by run_id, raw_item_id order by path) as place
          from run_item where raw_item_id = any(${input.gone}::uuid[])) n
    where i.tenant_id = n.tenant_id and i.run_id = n.run_id and i.path = n.path`.execute(tx)
  await sql`delete from raw_item where id = any(${input.gone}::uuid[])`.execute(tx)
  await sql`
    update raw_item set body = ''::bytea, encoding = case encoding when 'sealed' then 'sealed' else 'identity' end, bytes = 0, details = null
    where id = any(${input.emptied}::uuid[])`.execute(tx)
  return [...new Set([...met.map(({ path }) => path), ...kept.map((row) => input.itemSeal.place(row).path)])]
}

/**
 * Forgets the bytes and names of what was set aside from these paths, or from one that `isTheirs`, or in whose bytes or path
 * one of `words` stands; and the ledger's paths of it.
 */
export async function eraseSetAside(
  tx: Tx,
  input: { paths: readonly string[]; words: readonly string[]; isTheirs: (path: string) => boolean },
): Promise<void> {
  const { rows } = await sql<{ id: Id; path: string; tells: boolean }>`
    select s.id, s.path,
      s.path = any(${input.paths}::text[]) or exists (
        select from unnest(${input.words}::text[]) as w (word)
        where position(w.word in s.path) > 0 or position(convert_to(w.word, 'UTF8') in s.body) > 0) as tells
    from set_aside s`.execute(tx)
  const ids = rows.filter(({ tells, path }) => tells || input.isTheirs(path)).map(({ id }) => id)
  await sql`
    update run_item i set path = 'erased/' || s.id
    from (select distinct on (run_id, path) tenant_id, run_id, path, id from set_aside where id = any(${ids}::uuid[]) order by run_id, path, id) s
    where i.tenant_id = s.tenant_id and i.run_id = s.run_id and i.path = s.path and i.raw_item_id is null`.execute(
    tx,
  )
  await sql`update set_aside set body = null, path = 'erased/' || id where id = any(${ids}::uuid[])`.execute(
    tx,
  )
}

/** Forgets the bytes of what runs that ended before an instant could not use; returns of how many pieces. */
export async function forgetOldTroubles(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update set_aside s set body = null from run r
    where r.tenant_id = s.tenant_id and r.id = s.run_id and r.finished_at < ${before} and s.body is not null`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}
