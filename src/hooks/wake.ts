import { sql } from 'kysely'
import type { Tx } from '../store/store.ts'

/** NOTIFY with the firm's id, when something may be to be delivered. */
export const HOOK_CHANNEL = 'plumbline_hook'

/** Once this transaction is committed, whoever delivers looks at the firm. */
export async function wakeHooks(tx: Tx): Promise<void> {
  await sql`select pg_notify(${HOOK_CHANNEL}, app_tenant()::text)`.execute(tx)
}
