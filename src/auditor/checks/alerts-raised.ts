import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, type Found, isMeant } from '../check.ts'

/** All is judged every minute. */
const LATE = '15 minutes'

/** What needs a person has its alert, and grave alerts were mailed to whoever gets letters. */
export const alertsRaised: Check = {
  name: 'alerts-raised',
  summary: 'What needs a person has its alert, and grave alerts were mailed.',
  pace: 'compared',
  look: async ({ read, clock, mails }, part) => {
    const sendsLetters = await mails()
    return read(async (db) => {
      const late = sql`${clock.now()}::timestamptz - ${LATE}::interval`
      const { rows: missing } = await sql<{ id: Id; type: string }>`
        select s.id, 'source_needs_person' as type from source s
        where s.state = 'broken' and s.settings is not null and s.removed_at is null and coalesce(s.looked_at, s.made_at) < ${late}
          and not exists (select from alert a where a.tenant_id = s.tenant_id and a.source_id = s.id and a.type = 'source_needs_person'
            and a.ended_at is null) order by s.id`.execute(db)
      const { rows: unmailed } = await sql<{ id: Id; type: string }>`
        select a.id, a.type from alert a where ${sendsLetters} and a.ended_at is null and a.resolved_at is null and a.mailed_at is null
          and a.severity in ('high', 'critical') and a.began_at < ${late}
          and (select count(*) from alert b where b.tenant_id = a.tenant_id and b.mailed_at > ${clock.now()}::timestamptz - interval '1 day') < 5
        order by a.id`.execute(db)
      const found: Found[] = [
        ...missing.map(
          ({ id, type }): Found => ({
            kind: 'alert_missing',
            subject: { kind: 'source', id },
            details: { type },
          }),
        ),
        ...unmailed.map(
          ({ id, type }): Found => ({
            kind: 'alert_unmailed',
            subject: { kind: 'alert', id },
            details: { type },
          }),
        ),
      ]
      return {
        found: found.filter(({ subject }) => isMeant(part, subject.id)),
        waiting: 0,
        looked: found.length,
      }
    })
  },
}
