import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { NEWS_MS } from '../cause.ts'
import type { Standing } from './standing-kind.ts'

type Row = { id: Id; writerId: Id; trouble: string | null; at: Date }

/** Replies that could not be sent, or of which nobody knows whether they were: whoever wrote them decides. */
export const failedReplies: Standing = {
  kinds: ['reply_failed'],
  subject: 'reply',
  read: async (db, { now, ids }) => {
    const these = ids === undefined ? sql`true` : sql`id = any(${[...ids]}::uuid[])`
    const { rows } = await sql<Row>`
      select id, writer_id, case when state = 'unsure' then 'unsure' else trouble_code end as trouble, send_at as at from reply
      where state in ('failed', 'unsure') and writer_id is not null and ${these} order by id`.execute(db)
    return rows.map(({ id, writerId, trouble, at }) => ({
      ...{ kind: 'reply_failed', cause: `reply_failed/${id}`, turn: at.getTime(), at },
      ...{ subject: { kind: 'reply', id }, about: { trouble }, actor: null, personId: writerId },
      isNews: now.getTime() - at.getTime() < NEWS_MS,
    }))
  },
}

/** Replies that were sent and came back, by what their mail servers report (RFC 3464). */
export const cameBackReplies: Standing = {
  kinds: ['reply_came_back'],
  subject: 'reply',
  isPast: true,
  read: async (db, { now, ids }) => {
    const these = ids === undefined ? sql`true` : sql`r.id = any(${[...ids]}::uuid[])`
    const since = new Date(now.getTime() - NEWS_MS)
    const { rows } = await sql<Row>`
      select r.id, r.writer_id, null as trouble, max(d.received_at) as at from reply r
      join delivery_event d on d.tenant_id = r.tenant_id and d.message_id = r.mail_id and d.kind = 'bounced'
      where r.state = 'sent' and r.writer_id is not null and r.sent_at > ${since} and ${these}
      group by r.id, r.writer_id order by r.id`.execute(db)
    return rows.map(({ id, writerId, at }) => ({
      ...{ kind: 'reply_came_back', cause: `reply_came_back/${id}`, turn: at.getTime(), at },
      ...{ subject: { kind: 'reply', id }, about: {}, actor: null, personId: writerId, isNews: true },
    }))
  },
}
