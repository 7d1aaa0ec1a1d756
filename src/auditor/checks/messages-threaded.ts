import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, IMPORT_IS_OPEN, lookBy, within } from '../check.ts'

type Row = {
  id: Id
  lacks: boolean
  isOpen: boolean
  participants: boolean
  at: boolean
  conversation: string | null
}

/** Every message that is talk has a decision, about a conversation that stands, with its own people and time. */
export const messagesThreaded: Check = {
  name: 'messages-threaded',
  summary: 'Every message is in a conversation that stands, with its own people and time.',
  pace: 'compared',
  walk: { table: 'message', key: 'id', type: 'uuid' },
  look: ({ read }, part) =>
    read(async (db) => {
      const { rows } = await sql<Row>`
        select m.id, e.message_id is null as lacks, ${IMPORT_IS_OPEN} as is_open,
          e.participants_id <> m.participants_id as participants, e.at <> m.at as at,
          case when c.id is null then 'missing' when c.merged_into is not null then 'merged' end as conversation
        from message m
        left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
        left join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
        where ${within(part, sql`m.id`)} and m.kind <> 'step'
          and (e.message_id is null or e.participants_id <> m.participants_id or e.at <> m.at or c.id is null or c.merged_into is not null)
        order by m.id`.execute(db)
      return lookBy(rows, {
        isWaiting: ({ isOpen }) => isOpen,
        found: ({ id, lacks, participants, at, conversation }) => ({
          kind: lacks ? 'message_unthreaded' : 'decision_misplaced',
          subject: { kind: 'message', id },
          details: lacks ? {} : { participants, at, conversation },
        }),
      })
    }),
}
