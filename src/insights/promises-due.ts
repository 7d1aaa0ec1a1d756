import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { DuePromise } from '../contract/today.ts'
import { customersOfParticipants } from '../customers/customers.ts'
import type { Db } from '../store/store.ts'

const TEXT_CHARACTERS = 300

type Row = {
  conversationId: Id
  messageId: Id
  participantsId: Id
  dueAt: Date
  text: string
  start: number
  end: number
  total: number
}

/** What the firm promised that is due between two times and is not kept, what is due first before what is due later. */
export async function listPromisesDue(
  db: Db,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<{ items: DuePromise[]; total: number }> {
  const { rows } = await sql<Row>`
    select *, (count(*) over ())::int as total from (
      select i.conversation_id, i.lost_message_id as message_id, c.participants_id, (i.lost_detail ->> 'dueAt')::timestamptz as due_at,
        (i.lost_detail ->> 'start')::int as start, (i.lost_detail ->> 'end')::int as "end",
        case when m.body = '' then coalesce(m.transcript, '') else m.body end as text
      from conversation_insight i
      join conversation c on c.tenant_id = i.tenant_id and c.id = i.conversation_id and c.merged_into is null
      join message m on m.tenant_id = i.tenant_id and m.id = i.lost_message_id
      where i.lost_kind = 'promise_not_kept' and i.lost_from >= ${from} and i.settled_by_message_id is null and not exists (
        select from lost_work_dismissal d where d.tenant_id = i.tenant_id and d.message_id = i.lost_message_id and d.lost_kind = i.lost_kind and d.undone_at is null)) p
    where due_at >= ${from} and due_at < ${until}
    order by due_at, message_id limit ${limit}`.execute(db)
  const parties = await customersOfParticipants(db, [
    ...new Set(rows.map(({ participantsId }) => participantsId)),
  ])
  return {
    items: rows.map((row) => {
      const party = parties.get(row.participantsId)
      return {
        conversationId: row.conversationId,
        messageId: row.messageId,
        party: { kind: party?.kind ?? 'unknown', title: party?.title ?? '', members: party?.members ?? [] },
        dueAt: row.dueAt.toISOString(),
        text: row.text.slice(0, TEXT_CHARACTERS).toWellFormed(),
        start: Math.min(row.start, TEXT_CHARACTERS),
        end: Math.min(row.end, TEXT_CHARACTERS),
      }
    }),
    total: rows[0]?.total ?? 0,
  }
}
