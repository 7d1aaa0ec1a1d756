import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import { nameTokens } from './match/tokens.ts'
import { type CustomerKind, type Given, type NameFrom, type Shown, shownAs } from './shown.ts'

/** A customer about to be made; `given` is what a message or a person said of it. */
export type NewCustomer = { id: Id; contactName: string | null; given?: Given }

const nothingGiven: Given = { name: null, by: null, kind: null }

/** Makes customers, in two statements whatever their number. */
export async function insertCustomers(
  tx: Tx,
  input: { clock: Clock; customers: readonly NewCustomer[] },
): Promise<void> {
  if (input.customers.length === 0) return
  const rows = input.customers.map(({ id, contactName, given = nothingGiven }) => ({
    id,
    ...shownAs(given, [], contactName),
    given,
  }))
  await sql`
    insert into customer (id, name, name_from, sort_name, kind, given_name, given_by, given_kind, made_at, changed_at)
    select r.id, r.name, r.name_from, r.sort_name, r.kind, r.given_name, r.given_by, r.given_kind, n.now, n.now
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ name }) => name)}::text[],
      ${rows.map(({ nameFrom }) => nameFrom)}::text[], ${rows.map(({ sortName }) => sortName)}::text[],
      ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ given }) => given.name)}::text[],
      ${rows.map(({ given }) => given.by)}::text[], ${rows.map(({ given }) => given.kind)}::text[])
      as r (id, name, name_from, sort_name, kind, given_name, given_by, given_kind),
      (select ${input.clock.now()}::timestamptz as now) n`.execute(tx)
  await insertTokens(tx, rows)
}

type CustomerRow = Shown & {
  id: Id
  givenName: string | null
  givenBy: Given['by']
  givenKind: Given['kind']
  contactName: string | null
  absorbed: { name: string | null; nameFrom: NameFrom; kind: CustomerKind }[] | null
}

/**
 * Works out again what these customers are shown as, from what was given, who was merged into them and the names in
 * the contacts, and writes what is different. One statement when nothing is.
 */
export async function refreshCustomers(tx: Tx, input: { clock: Clock; ids: readonly Id[] }): Promise<void> {
  if (input.ids.length === 0) return
  const ids = sql<boolean>`c.id = any(${[...new Set(input.ids)]}::uuid[])`
  const changed = (await readAsShown(tx, { where: ids, lock: true })).filter(({ row, shown }) =>
    differs(row, shown),
  )
  if (changed.length === 0) return
  await writeShown(tx, { clock: input.clock, changed })
}

/** Writes what customers are shown as, and by which words they are found. */
async function writeShown(
  tx: Tx,
  { clock, changed }: { clock: Clock; changed: readonly AsShown[] },
): Promise<void> {
  const shown = changed.map((change) => change.shown)
  const ids = changed.map(({ row }) => row.id)
  await sql`
    update customer c set name = r.name, name_from = r.name_from, sort_name = r.sort_name, kind = r.kind,
      version = c.version + 1, changed_at = ${clock.now()}
    from unnest(${ids}::uuid[], ${shown.map(({ name }) => name)}::text[], ${shown.map(({ nameFrom }) => nameFrom)}::text[],
      ${shown.map(({ sortName }) => sortName)}::text[], ${shown.map(({ kind }) => kind)}::text[])
      as r (id, name, name_from, sort_name, kind)
    where c.id = r.id and c.id = any(${ids}::uuid[])`.execute(tx)
  await rewriteTokens(
    tx,
    changed.map(({ row, shown }) => ({ id: row.id, name: shown.name })),
  )
}

/** Works out again what these customers are shown as and found by, and writes it whether or not it differs. */
export async function showCustomersAgain(
  tx: Tx,
  { clock, ids }: { clock: Clock; ids: readonly Id[] },
): Promise<void> {
  await refreshCustomers(tx, { clock, ids })
  const rows = await readAsShown(tx, { where: sql<boolean>`c.id = any(${[...ids]}::uuid[])`, lock: true })
  await rewriteTokens(
    tx,
    rows.map(({ row }) => row),
  )
}

async function rewriteTokens(tx: Tx, customers: readonly { id: Id; name: string | null }[]): Promise<void> {
  await sql`delete from customer_name_token where customer_id = any(${customers.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  await insertTokens(tx, customers)
}

type AsShown = { row: CustomerRow; shown: Shown }

/** Customers, and what they should be shown as; `where` is a condition on `customer c`. */
export async function readAsShown(
  db: Db,
  { where, lock = false }: { where: RawBuilder<boolean>; lock?: boolean },
): Promise<AsShown[]> {
  const { rows } = await sql<CustomerRow>`
    select c.id, c.name, c.name_from, c.kind, c.sort_name, c.given_name, c.given_by, c.given_kind,
      (select n.name from contact_point p
       join contact_name n on n.tenant_id = p.tenant_id and n.contact_point_id = p.id
       where p.tenant_id = c.tenant_id and p.customer_id = c.id
       order by n.last_at desc, n.noted_at desc, n.name collate "C" limit 1) as contact_name,
      (select json_agg(json_build_object('name', a.name, 'nameFrom', a.name_from, 'kind', a.kind) order by m.seq)
       from customer a
       join customer_merge m on m.tenant_id = a.tenant_id and m.absorbed_id = a.id and m.undone_at is null
       where a.tenant_id = c.tenant_id and a.merged_into = c.id) as absorbed
    from customer c where ${where}
    order by c.id ${lock ? sql`for update of c` : sql``}`.execute(db)
  return rows.map((row) => ({ row, shown: shownOf(row) }))
}

function shownOf(row: CustomerRow): Shown {
  const own: Given = { name: row.givenName, by: row.givenBy, kind: row.givenKind }
  const absorbed = (row.absorbed ?? []).map(
    ({ name, nameFrom, kind }): Given => ({
      name,
      by: nameFrom === 'person' || nameFrom === 'message' ? nameFrom : null,
      kind,
    }),
  )
  return shownAs(own, absorbed, row.contactName)
}

function differs(row: CustomerRow, shown: Shown): boolean {
  return (
    row.name !== shown.name ||
    row.nameFrom !== shown.nameFrom ||
    row.kind !== shown.kind ||
    row.sortName !== shown.sortName
  )
}

async function insertTokens(tx: Tx, customers: readonly { id: Id; name: string | null }[]): Promise<void> {
  const pairs = customers.flatMap(({ id, name }) =>
    name === null ? [] : nameTokens(name).map((token) => ({ id, token })),
  )
  if (pairs.length === 0) return
  await sql`
    insert into customer_name_token (token, customer_id)
    select * from unnest(${pairs.map(({ token }) => token)}::text[], ${pairs.map(({ id }) => id)}::uuid[])
    on conflict do nothing`.execute(tx)
}
