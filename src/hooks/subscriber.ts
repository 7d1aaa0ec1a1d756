import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import { hookSubjects, hookVerbs } from '../contract/hooks.ts'
import type { Subscriber } from '../events/events.ts'
import { DELIVERED_KEPT_DAYS } from './forget.ts'
import { toldOf } from './told.ts'
import { wakeHooks } from './wake.ts'

/**
 * Hears what changes, and writes a delivery for each hook that hears of it, once for each event, in the transaction that moves its
 * cursor; also when the log is read again. While a hook is paused they wait; one that was switched off gets none.
 */
export function hookSubscriber({ clock }: { clock: Clock }): Subscriber {
  return {
    name: 'hooks',
    kinds: hookSubjects.flatMap((subject) => hookVerbs.map((verb) => `${subject}.${verb}`)),
    from: 'beginning', // each hook knows from when on it hears
    isNeeded: async (db) => {
      const { rows } = await sql`select from hook where state <> 'off' limit 1`.execute(db)
      return rows.length > 0
    },
    within: async (tx, event) => {
      const { cursor, kind, ids, at } = event
      const { rows: hooks } = await sql<{ id: string }>`
        select id from hook where state <> 'off' and hears_from <= ${at} and ${at}::timestamptz > clock_timestamp() - make_interval(days => ${DELIVERED_KEPT_DAYS})
          and kinds && ${['*', kind, `${kind.slice(0, kind.indexOf('.'))}.*`]}::text[] order by id`.execute(
        tx,
      )
      if (hooks.length === 0) return
      const now = clock.now()
      const told = JSON.stringify(toldOf(event))
      for (const { id: hookId } of hooks)
        await sql`
          insert into hook_delivery (id, hook_id, transaction, event_id, kind, ids, told, try_at, made_at, begun_at)
          values (${newId(clock)}, ${hookId}, ${cursor.transaction}::xid8, ${cursor.id}::bigint, ${kind}, ${ids}::uuid[],
            ${told}::jsonb, ${now}, ${now}, ${now})
          on conflict (tenant_id, hook_id, transaction, event_id) do nothing`.execute(tx)
      await wakeHooks(tx)
    },
  }
}
