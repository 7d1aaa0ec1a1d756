import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { CustomerDetail } from '../../contract/customers.ts'
import type { Db } from '../../store/store.ts'
import { readEvidence } from '../evidence.ts'
import { IS_USED } from '../used.ts'
import { loadCustomers } from './load.ts'
import { questionsOfCustomer } from './questions.ts'

/** Everything known of one customer, merged away or not; undefined when there is none. Seven statements. */
export async function getCustomer(db: Db, id: Id): Promise<CustomerDetail | undefined> {
  const [customer] = await loadCustomers(db, [id])
  if (customer === undefined) return undefined
  return {
    ...customer,
    contactPoints: await readContactPoints(db, id),
    properties: await readProperties(db, id),
    merges: await readMerges(db, id),
    moves: await readMoves(db, id),
    questions: await questionsOfCustomer(db, id),
  }
}

async function readContactPoints(db: Db, id: Id): Promise<CustomerDetail['contactPoints']> {
  const { rows } = await sql<ContactPointRow>`
    select p.id, p.kind, p.value, p.link_method as method, p.link_confidence as confidence, p.link_evidence as evidence,
      ${IS_USED} as is_used,
      (select json_agg(json_build_object('name', n.name, 'firstAt', n.first_at, 'lastAt', n.last_at)
         order by n.last_at desc, n.noted_at desc, n.name collate "C")
       from contact_name n where n.tenant_id = p.tenant_id and n.contact_point_id = p.id) as names
    from contact_point p where p.customer_id = ${id}
    order by p.kind collate "C", p.value collate "C"`.execute(db)
  return rows.map(({ names, ...point }) => ({
    ...point,
    evidence: readEvidence(point.evidence),
    names: (names ?? []).map(({ name, firstAt, lastAt }) => ({
      name,
      firstAt: new Date(firstAt).toISOString(),
      lastAt: new Date(lastAt).toISOString(),
    })),
  }))
}

type ContactPointRow = Omit<CustomerDetail['contactPoints'][number], 'evidence' | 'names'> & {
  evidence: unknown
  names: { name: string; firstAt: string; lastAt: string }[] | null
}

/** Each place once, though a merge may have brought it twice. */
async function readProperties(db: Db, id: Id): Promise<CustomerDetail['properties']> {
  const { rows } = await sql<CustomerDetail['properties'][number]>`
    select distinct on (address_key) id, address, access_note from property where customer_id = ${id} order by address_key, access_note is null, id`.execute(
    db,
  )
  return rows
}

async function readMerges(db: Db, id: Id): Promise<CustomerDetail['merges']> {
  const rows = await db
    .selectFrom('customerMerge')
    .innerJoin('customer', 'customer.id', 'customerMerge.absorbedId')
    .select([
      'customerMerge.id',
      'absorbedId',
      'customer.name as absorbedName',
      'mergedBy',
      'mergedAt',
      'undoneAt',
    ])
    .where('keptId', '=', id)
    .orderBy('seq', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    mergedAt: row.mergedAt.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }))
}

async function readMoves(db: Db, id: Id): Promise<CustomerDetail['moves']> {
  const rows = await db
    .selectFrom('contactPointMove')
    .innerJoin('contactPoint', 'contactPoint.id', 'contactPointMove.contactPointId')
    .select([
      'contactPointMove.id',
      'contactPointId',
      'contactPoint.value',
      'fromCustomerId',
      'toCustomerId',
      'movedBy',
      'movedAt',
      'undoneAt',
    ])
    .where((where) => where.or([where('fromCustomerId', '=', id), where('toCustomerId', '=', id)]))
    .orderBy('seq', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    movedAt: row.movedAt.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }))
}
