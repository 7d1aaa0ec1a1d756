import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { noticeSubscriberKinds, noticeSubscriberName, untoldCauses } from '../../notices/notices.ts'
import type { Db } from '../../store/store.ts'
import { type Check, IMPORT_IS_OPEN, isMeant, lookBy } from '../check.ts'

const LATE = '1 hour'
/** What the clock alone brings about is looked for every minute. */
const LOOKED_FOR_MS = 5 * 60_000

/**
 * Of whatever stands that people are told of, somebody was told who may see it: of a danger, of a ticket past its time, of a reply
 * that did not arrive, of what a mirror changed at once with us, and of a mirror in trouble.
 */
export const noticesSent: Check = {
  name: 'notices-sent',
  summary: 'Of dangers, late tickets and what waits for a decision somebody was told who may see it.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const now = clock.now()
      const untold = (await untoldCauses(db, { now })).filter(({ cause }) => isMeant(part, cause.cause))
      const toldSoon = await soonTold(
        db,
        untold.map(({ cause }) => cause.subject.id),
      )
      return lookBy(untold, {
        looked: untold.length,
        isWaiting: ({ cause }) =>
          now.getTime() - cause.at.getTime() < LOOKED_FOR_MS ||
          toldSoon === 'all' ||
          toldSoon.has(cause.subject.id),
        found: ({ cause: { kind, cause }, people }) => ({
          kind: 'notice_missing',
          subject: { kind: 'notice', id: cause },
          details: { of: kind, people },
        }),
      })
    }),
}

/** Of these, those that something of the last hour tells of that is not read yet by who tells people; all while an import is at work. */
async function soonTold(db: Db, ids: readonly Id[]): Promise<'all' | Set<Id>> {
  if (ids.length === 0) return new Set()
  const { rows: open } = await sql<{ is: boolean }>`select ${IMPORT_IS_OPEN} as is`.execute(db)
  if (open[0]?.is === true) return 'all'
  const { rows } = await sql<{ ids: Id[] }>`
    select e.ids from event e join event_cursor c on c.tenant_id = e.tenant_id and c.subscriber = ${noticeSubscriberName}
    where (e.transaction, e.id) > (c.transaction, c.id) and e.kind = any(${[...noticeSubscriberKinds]})
      and e.ids && ${[...ids]}::uuid[] and e.at > clock_timestamp() - ${LATE}::interval`.execute(db)
  return new Set(rows.flatMap((row) => row.ids))
}
