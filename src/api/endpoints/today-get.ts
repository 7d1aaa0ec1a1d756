import { DateTime } from 'luxon'
import { todayShape } from '../../contract/today.ts'
import { listOnFire } from '../../inbox/inbox.ts'
import {
  instantsOf,
  listLongestWaiting,
  listPromisesDue,
  readAnalytics,
  today,
} from '../../insights/insights.ts'
import { listOpenRuns } from '../../intake/intake.ts'
import type { Db } from '../../store/store.ts'
import { endpoint } from '../endpoint.ts'
import { withTickets } from '../with-tickets.ts'

const LINES_MAX = 20
/** Who has waited for longer is counted, and not listed: most of an archive's old ends. */
const WAITING_DAYS = 14
const PROMISED_DAYS = 7

export const todayGet = endpoint({
  name: 'today-get',
  method: 'GET',
  path: '/api/today',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary:
    'The day as the office begins it: what is on fire, who waits and how long, promises due, runs at work, and yesterday’s figures.',
  answer: todayShape,
  handle: ({ services: { store, clock }, principal: { tenantId, permissions } }) =>
    store.read(tenantId, async (db) => {
      const day = await today(db, clock)
      const daysBefore = (days: number) => DateTime.fromISO(day).minus({ days }).toFormat('yyyy-MM-dd')
      const { since, until } = await instantsOf(db, { from: daysBefore(PROMISED_DAYS), to: day })
      const waitingSince = DateTime.fromJSDate(clock.now()).minus({ days: WAITING_DAYS }).toJSDate()
      const fire = await listOnFire(db, { limit: LINES_MAX })
      const waiting = await listLongestWaiting(db, { since: waitingSince, limit: LINES_MAX })
      return {
        day,
        fire: { ...fire, items: await withTickets(db, fire.items) },
        waiting: { ...waiting, items: await withTickets(db, waiting.items) },
        promises: permissions.has('insights.read')
          ? await listPromisesDue(db, { from: since, until, limit: LINES_MAX })
          : null,
        runs: permissions.has('imports.read') ? await listOpenRuns(db, { limit: LINES_MAX }) : null,
        yesterday: permissions.has('insights.read') ? await figuresOf(db, daysBefore(1)) : null,
      }
    }),
})

async function figuresOf(db: Db, day: string) {
  const { total } = await readAnalytics(db, { from: day, to: day, step: 'day', by: undefined })
  const { messagesIn, messagesOut, requests, answered, newCustomers } = total
  const { medianWorkingMinutes } = total.responseTimes
  return { day, messagesIn, messagesOut, requests, answered, newCustomers, medianWorkingMinutes }
}
