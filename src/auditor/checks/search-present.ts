import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

/** The index follows in the background; an archive of a million messages takes it some hours. */
const LATE = '1 day'

/** Every message that was said is in the index of words. */
export const searchPresent: Check = {
  name: 'search-present',
  summary: 'Every message can be found by its words.',
  pace: 'compared',
  walk: { table: 'message', key: 'id', type: 'uuid' },
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const { rows } = await sql<{ id: Id; isLate: boolean }>`
        select m.id, r.received_at < ${clock.now()}::timestamptz - ${LATE}::interval as is_late
        from message m join raw_item r on r.tenant_id = m.tenant_id and r.id = m.raw_item_id
        where ${within(part, sql`m.id`)} and m.kind <> 'step'
          and not exists (select from search_message s where s.tenant_id = m.tenant_id and s.message_id = m.id)
        order by m.id`.execute(db)
      return lookBy(rows, {
        isWaiting: ({ isLate }) => !isLate,
        found: ({ id }) => ({ kind: 'message_unindexed', subject: { kind: 'message', id }, details: {} }),
      })
    }),
}
