import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** So long it is known that an event was told, and so no older one is told when the log is read again. */
export const DELIVERED_KEPT_DAYS = 7
const DEAD_KEPT_DAYS = 30
const DAY_MS = 24 * 60 * 60_000

/** Lets go of deliveries that arrived a week ago, were given up a month ago, or have waited that long at a hook that is paused. */
export async function forgetOldCalls(tx: Tx, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  await sql`
    delete from hook_delivery where (state = 'delivered' and ended_at < ${before(DELIVERED_KEPT_DAYS)})
      or (state = 'dead' and ended_at < ${before(DEAD_KEPT_DAYS)}) or (state = 'waiting' and begun_at < ${before(DEAD_KEPT_DAYS)})`.execute(
    tx,
  )
}

/**
 * Lets go of what was told of things, whose ids alone stay, and of all that other systems answered, which may say anything of
 * anybody: for what is erased.
 */
export async function forgetTold(tx: Tx, ids: readonly Id[]): Promise<void> {
  const gone = [...ids]
  await sql`
    update hook_delivery set told = jsonb_set(told, '{data,changes}', (told #> '{data,changes}') - ${gone}::text[])
    where ids && ${gone}::uuid[] and told #> '{data,changes}' <> 'null'`.execute(tx)
  await sql`
    update hook_delivery set attempts = (select jsonb_agg(a || '{"answer": null}' order by n) from jsonb_array_elements(attempts) with ordinality t(a, n))
    where jsonb_path_exists(attempts, '$[*] ? (@.answer != null)')`.execute(tx)
}
