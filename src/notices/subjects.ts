import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import type { NoticeRow } from './read.ts'

/** What a notice leads to. */
export type NoticeSubject = {
  conversationId: Id | null
  /** With whom that conversation is. */
  participantsId: Id | null
  ticketId: Id | null
  /** What the firm calls it: a mirror, or the customer that a conflict is about. */
  label: string | null
}

/** What notices lead to now, and the mirrors that did them, by the ids that they have of them. What is gone is left out. */
export async function noticeSubjects(db: Db, rows: readonly NoticeRow[]): Promise<Map<Id, NoticeSubject>> {
  const acting = rows.flatMap(({ actor }) =>
    actor?.startsWith('mirror:') ? [actor.slice('mirror:'.length)] : [],
  )
  const of = (kind: string) => rows.filter((row) => row.subjectKind === kind).map((row) => row.subjectId)
  const { rows: found } = await sql<NoticeSubject & { id: Id }>`
    select c.id, coalesce(c.merged_into, c.id) as conversation_id, c.participants_id, null::uuid as ticket_id, null as label
    from conversation c where c.id = any(${of('conversation')}::uuid[])
    union all
    select t.id, null, null, coalesce(t.merged_into, t.id), null from ticket t where t.id = any(${of('ticket')}::uuid[])
    union all
    select r.id, e.conversation_id, e.participants_id, null, null from reply r
    left join thread_entry e on e.tenant_id = r.tenant_id and e.message_id = r.message_id where r.id = any(${of('reply')}::uuid[])
    union all
    select f.id, null, null, t.id, c.name from conflict f
    left join ticket t on t.tenant_id = f.tenant_id and t.id = f.entity_id
    left join customer c on c.tenant_id = f.tenant_id and c.id = f.entity_id where f.id = any(${of('conflict')}::uuid[])
    union all
    select m.id, null, null, null, m.label from mirror m where m.id = any(${[...of('mirror'), ...acting]}::uuid[])`.execute(
    db,
  )
  return new Map(found.map(({ id, ...subject }) => [id, subject]))
}
