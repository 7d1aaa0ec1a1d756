import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Db } from '../../store/store.ts'

/** Customers with their contact points, in the order of `ids`; unknown ids are left out. Two statements. */
export async function loadCustomers(db: Db, ids: readonly Id[]): Promise<Customer[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'name', 'kind', 'mergedInto', 'version'])
    .where('id', 'in', ids)
    .execute()
  const { rows: points } = await sql<{ id: Id; kind: string; value: string; customerId: Id }>`
    select id, kind, value, customer_id from contact_point
    where customer_id = any(${[...ids]}::uuid[]) order by kind collate "C", value collate "C"`.execute(db)
  const pointsOf = Map.groupBy(points, ({ customerId }) => customerId)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    const contactPoints = (pointsOf.get(id) ?? []).map(({ id, kind, value }) => ({ id, kind, value }))
    return [{ ...row, kind: row.kind as Customer['kind'], contactPoints }]
  })
}
