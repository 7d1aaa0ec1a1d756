import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Tx } from '../store/store.ts'

/** Refuses with `property_in_use` a place that tickets are of, open or done: where work was must stay known. */
export async function refuseTicketPlace(tx: Tx, propertyId: Id): Promise<void> {
  const { rows } = await sql<{ number: number }>`
    select t.number from property p
    join property same on same.tenant_id = p.tenant_id and same.customer_id = p.customer_id and same.address_key = p.address_key
    join ticket t on t.tenant_id = same.tenant_id and t.property_id = same.id
    where p.id = ${propertyId} order by t.number desc limit 1`.execute(tx)
  const [ticket] = rows
  if (ticket === undefined) return
  throw new Refusal(
    'property_in_use',
    'There are tickets for work at that place.',
    'Correct the place instead, or choose another one on those tickets first.',
    { status: 409 },
  )
}
