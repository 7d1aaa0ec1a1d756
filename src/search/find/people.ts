import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'

const PEOPLE_MAX = 100
/** Whoever is called so is meant, and not who is called alike, unless nobody is. */
const MEANT_SHARE = 0.7

/** The sets of people in which those that were found best take part. */
export async function participantsOf(db: Db, hits: readonly Hit[]): Promise<Id[]> {
  const best = Math.max(0, ...hits.map(({ score }) => score))
  const meant = hits.filter(({ score }) => score >= best * MEANT_SHARE)
  const customerIds = [...new Set(meant.flatMap(({ customerId }) => customerId ?? []))].slice(0, PEOPLE_MAX)
  const pointIds = meant.flatMap(({ kind, id }) => (kind === 'contact_point' ? [id] : []))
  const { rows } = await sql<{ id: Id }>`
    select distinct a.participants_id as id from contact_point p
    join participant a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
    where p.customer_id = any(${customerIds}::uuid[]) or p.id = any(${pointIds}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}
