import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

const LATE = '1 hour'

/** The identity of the message that a sent mail is: see `wireIdentity` of src/inbox/identity.ts. By it an index finds it at once. */
const IDENTITY = sql`substr(encode(sha256(convert_to('wire|' || r.mail_id, 'UTF8')), 'hex'), 1, 32)::uuid`

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
            and not exists (select from source s join message m on m.tenant_id = s.tenant_id and m.source_id = s.id and m.identity = ${IDENTITY}
              where s.tenant_id = r.tenant_id)
            and not exists (select from message q join message m on m.tenant_id = q.tenant_id and m.participants_id = q.participants_id
              where q.tenant_id = r.tenant_id and q.id = r.message_id and m.direction = 'out'
                and m.at between r.written_at - interval '5 minutes' and r.sent_at + interval '5 minutes')))
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
