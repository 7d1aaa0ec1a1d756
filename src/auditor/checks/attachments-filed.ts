import { sql } from 'kysely'
import { readUnfiled } from '../../inbox/inbox.ts'
import { type Check, lookBy, within } from '../check.ts'

/** No attachment waits for a file that is here. */
export const attachmentsFiled: Check = {
  name: 'attachments-filed',
  summary: 'No attachment waits for a file that is here already.',
  pace: 'compared',
  walk: { table: 'message', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) =>
      lookBy(await readUnfiled(db, within(part, sql`f.message_id`)), {
        found: ({ messageId, position }) => ({
          kind: 'attachment_unfiled',
          subject: { kind: 'message', id: messageId },
          details: { position },
        }),
      }),
    ),
}
