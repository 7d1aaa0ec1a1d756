import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { addressRuleVersion, normalizeAddress } from './address.ts'
import { WRITTEN_MARK } from './compare.ts'
import { refreshCustomers } from './customer.ts'
import { linkPoints } from './link.ts'
import { lockLinks, notePoints } from './point.ts'

/** Gives addresses that have lost their customer one again: found by the rule, or made. */
export async function linkAgain(
  tx: Tx,
  { clock, pointIds }: { clock: Clock; pointIds: readonly Id[] },
): Promise<void> {
  await lockLinks(tx)
  const { rows } = await sql<{ kind: string; value: string }>`
    select kind, value from contact_point where id = any(${[...pointIds]}::uuid[]) and customer_id is null order by id`.execute(
    tx,
  )
  const seen = new Map(rows.map(({ kind, value }) => [`${kind}:${value}`, { kind, value, names: [] }]))
  const points = await notePoints(tx, { clock, seen })
  await linkPoints(tx, { clock, points: [...points.values()] })
}

/** Gives addresses of customers that were merged into others to those that stand. */
export async function followMerges(
  tx: Tx,
  { clock, pointIds }: { clock: Clock; pointIds: readonly Id[] },
): Promise<void> {
  await lockLinks(tx)
  const { rows } = await sql<{ standingId: Id }>`
    with recursive way as (
      select p.id as point_id, c.id as customer_id, c.merged_into, 0 as steps
      from contact_point p join customer c on c.tenant_id = p.tenant_id and c.id = p.customer_id
      where p.id = any(${[...pointIds]}::uuid[])
      union all
      select w.point_id, c.id, c.merged_into, w.steps + 1 from way w join customer c on c.id = w.merged_into where w.steps < 100)
    update contact_point p set customer_id = w.customer_id from way w
    where w.merged_into is null and p.id = w.point_id and p.customer_id <> w.customer_id
    returning p.customer_id as standing_id`.execute(tx)
  await refreshCustomers(tx, { clock, ids: rows.map(({ standingId }) => standingId) })
}

/** Makes customers stand, or go into another, as the diary of merges tells. */
export async function mergeAsTold(
  tx: Tx,
  { clock, customerIds }: { clock: Clock; customerIds: readonly Id[] },
): Promise<void> {
  await lockLinks(tx)
  const { rows } = await sql<{ id: Id; before: Id | null; now: Id | null }>`
    with told as (
      select c.id, c.merged_into as before, (select kept_id from customer_merge m
        where m.tenant_id = c.tenant_id and m.absorbed_id = c.id and m.undone_at is null order by m.seq desc limit 1) as now
      from customer c where c.id = any(${[...customerIds]}::uuid[]))
    update customer c set merged_into = t.now, version = c.version + 1, changed_at = ${clock.now()}
    from told t where c.id = t.id and c.merged_into is distinct from t.now returning c.id, t.before, t.now`.execute(
    tx,
  )
  const ids = rows.flatMap(({ id, before, now }) =>
    [now === null ? id : null, before, now].flatMap((one) => one ?? []),
  )
  await refreshCustomers(tx, { clock, ids })
}

/** Notes the members of sets of participants again, as their keys name them. */
export async function noteMembersAgain(tx: Tx, participantsIds: readonly Id[]): Promise<void> {
  await lockLinks(tx)
  const { rows } = await sql<{ id: Id; key: string; kind: string }>`
    select id, key, kind from participants where id = any(${[...participantsIds]}::uuid[])`.execute(tx)
  for (const { id, key, kind } of rows) {
    if (key.startsWith('sha256:') || key.startsWith('erased:')) continue
    const members = kind === 'unknown' ? [] : key.split(' ').map(readMemberKey)
    await sql`delete from participant where participants_id = ${id}`.execute(tx)
    await sql`
      insert into participant (participants_id, contact_point_id)
      select ${id}, p.id from unnest(${members.map((one) => one.kind)}::text[], ${members.map((one) => one.value)}::text[]) as m (kind, value)
      join contact_point p on p.kind = m.kind and p.value = m.value`.execute(tx)
  }
}

/** The way back of `memberKey`. */
function readMemberKey(key: string): { kind: string; value: string } {
  const cut = key.indexOf(':')
  return { kind: key.slice(0, cut), value: decodeURIComponent(key.slice(cut + 1)) }
}

/** Reads remembered addresses again, by their marks. */
export async function readAddressesAgain(tx: Tx, marks: readonly string[]): Promise<void> {
  const { rows } = await sql<{ region: string; written: string }>`
    select n.region, n.written from phone_normalization n
    where ${WRITTEN_MARK} = any(${[...marks]}::text[]) order by n.region, n.written for update`.execute(tx)
  for (const { region, written } of rows) {
    const { kind, value } = normalizeAddress(written, region)
    await sql`
      update phone_normalization set kind = ${kind}, value = ${value}, version = ${addressRuleVersion}
      where region = ${region} and written = ${written}`.execute(tx)
  }
}

/** Forgets names, words and members that belong to nobody who is there; keys are addresses or customers or sets of participants. */
export async function forgetOrphansOfCustomers(tx: Tx, ids: readonly Id[]): Promise<void> {
  const gone = sql`any(${[...ids]}::uuid[])`
  await sql`delete from contact_name n where n.contact_point_id = ${gone} and not exists (select from contact_point p where p.id = n.contact_point_id)`.execute(
    tx,
  )
  await sql`delete from customer_name_token t where t.customer_id = ${gone} and not exists (select from customer c where c.id = t.customer_id)`.execute(
    tx,
  )
  await sql`
    delete from participant m where (m.participants_id = ${gone} and not exists (select from participants s where s.id = m.participants_id))
      or (m.contact_point_id = ${gone} and not exists (select from contact_point p where p.id = m.contact_point_id))`.execute(
    tx,
  )
}
