import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import type { PastReply } from './draft/past-replies.ts'

/** So many conversations are looked through, the newest: what the firm said years ago it may not say any more. */
const CONVERSATIONS_MAX = 500
const REPLIES_MAX = 1_000

/**
 * What the firm answered by text or mail right after a message of the other side, newest first, with all that the other side had said
 * since our word before.
 */
export async function readPastReplies(db: Db): Promise<PastReply[]> {
  const { rows } = await sql<PastReply & { messageId: Id }>`
    with said as (
      select m.id, e.conversation_id, e.at, m.direction, m.kind, m.participants_id,
        case when m.body = '' then coalesce(m.transcript, '') else m.body end as words,
        lag(m.id) over thread as before_id, lag(m.direction) over thread as before_direction
      from (select tenant_id, id from conversation where merged_into is null and not spam and last_out_at is not null
            order by last_at desc limit ${CONVERSATIONS_MAX}) c
      join thread_entry e on e.tenant_id = c.tenant_id and e.conversation_id = c.id
      join message m on m.tenant_id = e.tenant_id and m.id = e.message_id and m.kind <> 'step'
      window thread as (partition by e.conversation_id order by e.at, e.message_id))
    select a.id as message_id, q.words as question, a.words as answer, u.language,
      u.detail->'services'->0->>'service' as service, coalesce(n.names, '{}') as names
    from said a
    join said q on q.id = a.before_id and q.words <> ''
    join understanding u on u.message_id = q.id
    left join lateral (
      select array_agg(distinct x.name) as names from participant p
      join contact_point t on t.tenant_id = p.tenant_id and t.id = p.contact_point_id
      cross join lateral (
        select c.name from customer c where c.tenant_id = t.tenant_id and c.id = t.customer_id and c.name is not null
        union select o.name from contact_name o where o.tenant_id = t.tenant_id and o.contact_point_id = t.id) x
      where p.participants_id = a.participants_id) n on true
    where a.direction = 'out' and a.kind in ('text', 'email') and a.words <> '' and a.before_direction is distinct from 'out'
    order by a.at desc, a.id desc limit ${REPLIES_MAX}`.execute(db)
  return rows
}
