import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

/** No line of the diary of language models tells of a message that is not there. */
export const logsOwned: Check = {
  name: 'logs-owned',
  summary: 'No log tells of a message that is not there any more.',
  pace: 'compared',
  walk: { table: 'model_call', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) => {
      const { rows } = await sql<{ id: Id; messageId: Id }>`
        select l.id, l.message_id from model_call l
        where ${within(part, sql`l.id`)} and l.message_id is not null
          and not exists (select from message m where m.tenant_id = l.tenant_id and m.id = l.message_id) order by l.id`.execute(
        db,
      )
      return lookBy(rows, {
        found: ({ id, messageId }) => ({
          kind: 'log_orphaned',
          subject: { kind: 'model_call', id },
          details: { messageId },
        }),
      })
    }),
}
