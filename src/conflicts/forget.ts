import { sql } from 'kysely'
import type { Tx } from '../store/store.ts'

/** Forgets what two had written of customers and tickets that are not here any more. Call it once they are gone. */
export async function forgetConflicts(tx: Tx): Promise<void> {
  await sql`
    delete from conflict f
    where not exists (select from customer c where c.tenant_id = f.tenant_id and c.id = f.entity_id)
      and not exists (select from ticket t where t.tenant_id = f.tenant_id and t.id = f.entity_id)`.execute(
    tx,
  )
}
