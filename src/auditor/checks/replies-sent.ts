import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

const LATE = '1 hour'

/** What was sent is a message as well, and what is due was sent. */
export const repliesSent: Check = {
  name: 'replies-sent',
  summary: 'Every reply that was sent is in its conversation, and none that is due still waits.',
  pace: 'compared',
  walk: { table: 'reply', key: 'id', type: 'uuid' },
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const late = sql`${clock.now()}::timestamptz - ${LATE}::interval`
      const { rows } = await sql<{ id: Id; state: string; tries: number; isVoice: boolean }>`
        select r.id, r.state, r.tries, r.way = 'google-voice' as is_voice from reply r
        where ${within(part, sql`r.id`)} and (
          (r.state = 'waiting' and r.send_at < ${late}) or (r.state = 'sending' and r.lease_until < ${late})
          or (r.state = 'sent' and r.maybe_sent_at is null
            and not exists (select from message m where m.tenant_id = r.tenant_id and m.wire_id = r.mail_id)
            and not exists (select from message m where m.tenant_id = r.tenant_id and m.direction = 'out'
              and m.at between r.written_at - interval '5 minutes' and r.sent_at + interval '5 minutes' and m.body = r.body)))
        order by r.id`.execute(db)
      return lookBy(rows, {
        found: ({ id, state, tries, isVoice }) => ({
          kind: state === 'sent' ? 'reply_without_message' : 'reply_overdue',
          subject: { kind: 'reply', id },
          details: { state, tries, isVoice },
        }),
      })
    }),
}
