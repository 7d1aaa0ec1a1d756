import { DateTime } from 'luxon'
import { Refusal } from '../../base/refusal.ts'
import { analyticsQuery, analyticsShape } from '../../contract/insights.ts'
import { readAnalytics, today } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'

const DAYS_USUAL = 30
const DAYS_MAX = 3_700

export const analyticsGet = endpoint({
  name: 'analytics-get',
  method: 'GET',
  path: '/api/analytics',
  who: 'insights.read',
  tag: 'insights',
  summary:
    'The firm’s figures over some days, whole, by step, and told apart by something: messages, requests and how soon they were answered, new and returning customers.',
  query: analyticsQuery,
  answer: analyticsShape,
  handle: ({ services: { store, clock }, principal: { tenantId }, query }) =>
    store.read(tenantId, async (db) => {
      const to = query.to ?? (await today(db, clock))
      const days = (count: number) => DateTime.fromISO(to).minus({ days: count }).toFormat('yyyy-MM-dd')
      const from = query.from ?? days(DAYS_USUAL - 1)
      if (from > to || from < days(DAYS_MAX))
        throw new Refusal(
          'bad_span',
          'The first day is after the last one, or more than ten years before it.',
          'Ask for days in their order, and for ten years at most.',
        )
      return readAnalytics(db, { from, to, step: query.step, by: query.by })
    }),
})
