import { DateTime } from 'luxon'
import { Refusal } from '../../base/refusal.ts'
import { modelCostsQuery, modelCostsShape } from '../../contract/models.ts'
import { readCosts } from '../../models/models.ts'
import { costOfTickets } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

const DAYS_MAX = 366

export const modelsCosts = endpoint({
  name: 'models-costs',
  method: 'GET',
  path: '/api/models/costs',
  who: 'monitoring.read',
  tag: 'models',
  summary:
    'What language models cost the firm: whole, by UTC day, by what they were asked for, by model, and for each ticket that was opened.',
  query: modelCostsQuery,
  answer: modelCostsShape,
  handle: ({ services: { store, clock }, principal: { tenantId }, query }) => {
    const today = clock.now().toISOString().slice(0, 10)
    const to = query.to ?? today
    const from = query.from ?? `${to.slice(0, 7)}-01`
    const first = DateTime.fromISO(to, { zone: 'utc' }).minus({ days: DAYS_MAX - 1 })
    if (from > to || from < first.toFormat('yyyy-MM-dd'))
      throw new Refusal(
        'bad_days',
        'The first day is after the last one, or more than a year before it.',
        'Ask for days in their order, and for 366 at most.',
      )
    return store.read(tenantId, async (db) => ({
      from,
      to,
      ...(await readCosts(db, { from, to })),
      tickets: await costOfTickets(db, { from, to }),
    }))
  },
})
