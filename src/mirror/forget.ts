import { sql } from 'kysely'
import type { Tx } from '../store/store.ts'

/**
 * Has mirrors forget whoever is not here any more: what was kept of their rows goes now, and the rows there are erased as soon as the
 * other database answers. Call it once the customers and tickets are gone.
 */
export async function forgetMirrored(tx: Tx): Promise<void> {
  await sql`
    update mirror_link l set state = 'forgetting', agreed = null, sending = null, send_id = null, mark = null, reason = null, tries = 0,
      due = true, revision = revision + 1, local_id = case when remote_key is null then local_id end
    where l.local_id is not null and l.state <> 'forgetting'
      and not exists (select from customer c where c.tenant_id = l.tenant_id and l.kind = 'customer' and c.id = l.local_id)
      and not exists (select from ticket t where t.tenant_id = l.tenant_id and l.kind = 'ticket' and t.id = l.local_id)`.execute(
    tx,
  )
}
