import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import {
  addContactPoint,
  type CustomerKind,
  removeContactPoint,
  renameCustomer,
  setKind,
} from '../customers/customers.ts'
import type { Db, Tx } from '../store/store.ts'
import { asSet, type Fields, sorted } from './value.ts'

/** What a customer says now; undefined when there is none, or it was merged away. Contact points as `phone:+15125550142`. */
export async function readCustomerFields(db: Db, id: Id): Promise<Fields | undefined> {
  const { rows } = await sql<{ name: string | null; kind: string; contactPoints: string[] }>`
    select c.name, c.kind, coalesce((select array_agg(p.kind || ':' || p.value) from contact_point p
      where p.tenant_id = c.tenant_id and p.customer_id = c.id and p.kind in ('phone', 'email')), '{}') as contact_points
    from customer c where c.id = ${id} and c.merged_into is null`.execute(db)
  const [row] = rows
  return row && { ...row, contactPoints: sorted(row.contactPoints) }
}

const ACTIONS: Record<string, string[]> = {
  name: ['customer.renamed', 'customer.mirrored'],
  kind: ['customer.kind_set', 'customer.mirrored'],
  contactPoints: [
    ...['customer.merged', 'customer.mirrored'],
    ...['customer.point_added', 'customer.point_corrected', 'customer.point_removed'],
  ],
}

/** Who changed a field last, and when, as the audit trail tells; nulls where it came with messages, or the trail was let go. */
export async function customerFieldWriter(
  db: Db,
  { id, field }: { id: Id; field: string },
): Promise<{ by: string | null; at: Date | null }> {
  const last = await db
    .selectFrom('auditEntry')
    .select(['actorLabel as by', 'at'])
    .where('subjectKind', '=', 'customer')
    .where('subjectId', '=', id)
    .where('action', 'in', ACTIONS[field] ?? [])
    .where(sql<boolean>`coalesce((details::jsonb ->> 'waiting')::int, 0) = 0`) // else it did not hold
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? { by: null, at: null }
}

/** Changes a customer. Answers which fields could not be had; refuses as a whole only where the customer is not there. */
export async function writeCustomerFields(
  tx: Tx,
  { clock, id, change }: { clock: Clock; id: Id; change: Fields },
): Promise<{ refused: Record<string, Refusal> }> {
  const refused: Record<string, Refusal> = {}
  const attempt = async (field: string, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal) || NOT_THERE.includes(error.code)) throw error
      refused[field] = error
    }
  }
  const { name, kind, contactPoints } = change
  if (name !== undefined)
    await attempt('name', () => renameCustomer(tx, { clock, customerId: id, name: name as string | null }))
  if (kind !== undefined)
    await attempt('kind', () =>
      setKind(tx, { clock, customerId: id, kind: (kind ?? 'unknown') as CustomerKind }),
    )
  if (contactPoints !== undefined) {
    const now = asSet((await readCustomerFields(tx, id))?.contactPoints ?? null)
    const wanted = asSet(contactPoints)
    for (const point of wanted.filter((one) => !now.includes(one)))
      await attempt('contactPoints', () =>
        addContactPoint(tx, { clock, customerId: id, written: addressOf(point) }),
      )
    for (const point of now.filter((one) => !wanted.includes(one)))
      await attempt('contactPoints', () =>
        removeContactPoint(tx, {
          ...{ clock, customerId: id },
          point: { kind: kindOf(point), value: addressOf(point) },
        }),
      )
  }
  return { refused }
}

const NOT_THERE = ['customer_not_found', 'customer_merged']
const kindOf = (point: string) => point.slice(0, point.indexOf(':'))
const addressOf = (point: string) => point.slice(point.indexOf(':') + 1)
