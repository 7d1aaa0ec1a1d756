import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Check, lookBy, within } from '../check.ts'

/** Clocks of two machines differ. */
const AHEAD = '5 minutes'
/** A source waits an hour at most after it has failed, and is watched for minutes at a time. */
const FAR = '1 day'

/** No source was asked, or is to be asked, at a time that cannot be: it would never be asked again. */
export const sourcesSane: Check = {
  name: 'sources-sane',
  summary: 'Sources were asked in the past, and will be again soon.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const now = sql`${clock.now()}::timestamptz`
      const { rows } = await sql<{ id: Id; looked: boolean; news: boolean; tries: boolean; watch: boolean }>`
        select * from (
          select s.id, coalesce(s.looked_at > ${now} + ${AHEAD}::interval, false) as looked, coalesce(s.news_at > ${now} + ${AHEAD}::interval, false) as news,
            coalesce(s.try_at > ${now} + ${FAR}::interval, false) as tries, coalesce(s.watch_until > ${now} + ${FAR}::interval, false) as watch
          from source s where ${within(part, sql`s.id`)}) s
        where looked or news or tries or watch order by id`.execute(db)
      return lookBy(rows, {
        looked: rows.length,
        found: ({ id, looked, news, tries, watch }) => ({
          kind: 'source_in_future',
          subject: { kind: 'source', id },
          details: { looked, news, tries, watch },
        }),
      })
    }),
}
