import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { sha256 } from '../base/bytes.ts'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import { addressRuleVersion, normalizeAddress } from './address.ts'
import { readAsShown } from './customer.ts'
import { nameTokens } from './match/tokens.ts'
import { memberKey } from './party.ts'

/** Which rows are meant, as a condition on their key. */
type Where = (key: RawBuilder<unknown>) => RawBuilder<boolean>

/** What is shown of a customer, or found by, and does not follow from what is known of them; names of columns. */
export async function compareCustomers(
  db: Db,
  where: Where,
): Promise<{ id: Id; columns: string[]; tokensDiffer: boolean }[]> {
  // One that went into another stays as it was shown, for the day on which they are parted again.
  const rows = await readAsShown(db, { where: sql<boolean>`${where(sql`c.id`)} and c.merged_into is null` })
  const { rows: kept } = await sql<{ id: Id; tokens: string[] }>`
    select t.customer_id as id, array_agg(t.token order by t.token collate "C") as tokens
    from customer_name_token t where ${where(sql`t.customer_id`)} group by t.customer_id`.execute(db)
  const tokensOf = new Map(kept.map(({ id, tokens }) => [id, tokens]))
  return rows.flatMap(({ row, shown }) => {
    const columns = (['name', 'nameFrom', 'kind', 'sortName'] as const).filter(
      (name) => row[name] !== shown[name],
    )
    const due = row.name === null ? [] : nameTokens(row.name)
    const tokensDiffer = (tokensOf.get(row.id) ?? []).join('\n') !== due.join('\n')
    return columns.length === 0 && !tokensDiffer ? [] : [{ id: row.id, columns, tokensDiffer }]
  })
}

/** Sets of participants whose members are not those of their key. */
export async function compareParticipants(
  db: Db,
  where: Where,
): Promise<{ id: Id; members: number; due: number | null }[]> {
  const { rows } = await sql<{ id: Id; key: string; kind: string; members: string[]; values: string[] }>`
    select s.id, s.key, s.kind, coalesce(array_agg(p.kind) filter (where p.id is not null), '{}') as members,
      coalesce(array_agg(p.value) filter (where p.id is not null), '{}') as values
    from participants s
    left join participant m on m.tenant_id = s.tenant_id and m.participants_id = s.id
    left join contact_point p on p.tenant_id = m.tenant_id and p.id = m.contact_point_id
    where ${where(sql`s.id`)} and s.key not like 'erased:%'
    group by s.id, s.key, s.kind`.execute(db)
  return rows.flatMap(({ id, key, kind, members, values }) => {
    const keys = members
      .map((one, index) => memberKey({ kind: one, value: values[index] ?? '' }))
      .sort(byCode)
    const made = keys.join(' ')
    const isHashed = key.startsWith('sha256:')
    const agrees =
      kind === 'unknown' ? keys.length === 0 : isHashed ? `sha256:${sha256(made)}` === key : made === key
    const due = kind === 'unknown' ? 0 : isHashed ? null : key.split(' ').length
    return agrees ? [] : [{ id, members: keys.length, due }]
  })
}

const byCode = (a: string, b: string) => (a < b ? -1 : 1)

/** Addresses whose owner is not one who stands: none where there should be one, or one that was merged into another. */
export async function comparePoints(
  db: Db,
  where: Where,
): Promise<{ id: Id; what: 'unowned' | 'of_absorbed'; customerId: Id | null; standingId: Id | null }[]> {
  const { rows } = await sql<{ id: Id; customerId: Id | null; standingId: Id | null }>`
    select p.id, p.customer_id, c.merged_into as standing_id
    from contact_point p left join customer c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where ${where(sql`p.id`)} and ((p.customer_id is null and p.kind in ('phone', 'email', 'name')) or c.merged_into is not null)`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, what: row.customerId === null ? 'unowned' : 'of_absorbed' }))
}

/** Customers of whom the diary of merges tells otherwise than their row. */
export async function compareMerges(
  db: Db,
  where: Where,
): Promise<{ id: Id; kept: Id | null; due: Id | null }[]> {
  const { rows } = await sql<{ id: Id; kept: Id | null; due: Id | null }>`
    select c.id, c.merged_into as kept, m.kept_id as due
    from customer c
    left join lateral (select kept_id from customer_merge m
      where m.tenant_id = c.tenant_id and m.absorbed_id = c.id and m.undone_at is null order by m.seq desc limit 1) m on true
    where ${where(sql`c.id`)} and c.merged_into is distinct from m.kept_id`.execute(db)
  return rows
}

/** A written address by which nobody can tell it. */
export function writtenMark(region: string, written: string): string {
  return createHash('sha256').update(`${region} ${written}`).digest('hex')
}

/** The same, in SQL, of `phone_normalization n`. */
export const WRITTEN_MARK = sql<string>`encode(sha256(convert_to(n.region || ' ' || n.written, 'UTF8')), 'hex')`

/** What is remembered of how addresses are read, where reading them again gives something else; by `writtenMark`. */
export async function compareAddresses(
  db: Db,
  where: RawBuilder<boolean>,
): Promise<{ mark: string; kept: string; due: string; valueDiffers: boolean }[]> {
  const { rows } = await sql<{ region: string; written: string; kind: string; value: string }>`
    select n.region, n.written, n.kind, n.value from phone_normalization n
    where ${where} and n.version = ${addressRuleVersion}`.execute(db)
  return rows.flatMap(({ region, written, kind, value }) => {
    const due = normalizeAddress(written, region)
    if (due.kind === kind && due.value === value) return []
    const mark = writtenMark(region, written)
    return [{ mark, kept: kind, due: due.kind, valueDiffers: due.value !== value }]
  })
}
