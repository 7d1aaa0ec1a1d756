import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import type { PastReply } from './draft/past-replies.ts'

/** So many conversations are looked through, the newest: what the firm said years ago it may not say any more. */
const CONVERSATIONS_MAX = 400

/**
 * The firm's first answer in each of its newest conversations, by text or mail, with all that the other side had said before it and the
 * kind of work that this was about; newest first. What is said later on depends on what was said before, and after a call nobody knows
 * on what.
 */
export async function readPastReplies(db: Db): Promise<PastReply[]> {
  const { rows } = await sql<PastReply & { messageId: Id }>`
    select a.id as message_id, a.body as answer, q.question, q.language, q.service, coalesce(n.names, '{}') as names
    from (select tenant_id, id, participants_id, last_at from conversation
          where merged_into is null and not spam and last_out_at is not null
          order by last_at desc limit ${CONVERSATIONS_MAX}) c
    cross join lateral (
      select m.id, m.at, m.kind, m.body from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
      where e.tenant_id = c.tenant_id and e.conversation_id = c.id
        and (m.direction = 'out' or m.kind in ('received', 'recorded', 'placed')) and m.kind <> 'step'
      order by e.at, e.message_id limit 1) a
    cross join lateral (
      select string_agg(case when m.body = '' then m.transcript else m.body end, E'\n' order by e.at, e.message_id) as question,
        (array_agg(u.language order by e.at desc, e.message_id desc))[1] as language,
        (array_agg(u.detail->'services'->0->>'service' order by (u.detail->'services'->0->>'confidence')::float8 desc nulls last))[1] as service
      from thread_entry e
      join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
      join understanding u on u.tenant_id = m.tenant_id and u.message_id = m.id
      where e.tenant_id = c.tenant_id and e.conversation_id = c.id and e.at <= a.at and e.message_id <> a.id) q
    left join lateral (
      select array_agg(distinct x.name) as names from participant p
      join contact_point t on t.tenant_id = p.tenant_id and t.id = p.contact_point_id
      cross join lateral (
        select k.name from customer k where k.tenant_id = t.tenant_id and k.id = t.customer_id and k.name is not null
        union select o.name from contact_name o where o.tenant_id = t.tenant_id and o.contact_point_id = t.id) x
      where p.tenant_id = c.tenant_id and p.participants_id = c.participants_id) n on true
    where a.kind in ('text', 'email') and a.body <> '' and q.service is not null
    order by c.last_at desc`.execute(db)
  return rows
}
