import { DateTime } from 'luxon'
import { Refusal } from '../../base/refusal.ts'
import { replyFiguresQuery, replyFiguresShape } from '../../contract/reply-figures.ts'
import { instantsOf, readAnswerFigures, readReturnFigures, today } from '../../insights/insights.ts'
import { countSuggestions } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

const DAYS_USUAL = 30
const DAYS_MAX = 366

export const repliesFigures = endpoint({
  name: 'replies-figures',
  method: 'GET',
  path: '/api/replies/figures',
  who: 'insights.read',
  tag: 'replies',
  summary:
    'How the firm answers and is answered over some days: response rate, time to the first reply, replies received, and what became of suggested answers.',
  query: replyFiguresQuery,
  answer: replyFiguresShape,
  handle: ({ services: { store, clock }, principal: { tenantId }, query }) =>
    store.read(tenantId, async (db) => {
      const to = query.to ?? (await today(db, clock))
      const before = (days: number) => DateTime.fromISO(to).minus({ days }).toFormat('yyyy-MM-dd')
      const from = query.from ?? before(DAYS_USUAL - 1)
      if (from > to || from < before(DAYS_MAX - 1))
        throw new Refusal(
          'bad_days',
          'The first day is after the last one, or more than a year before it.',
          'Ask for days in their order, and for 366 at most.',
        )
      const instants = await instantsOf(db, { from, to })
      return {
        ...{ from, to },
        ...(await readAnswerFigures(db, { from, to })),
        ...(await readReturnFigures(db, instants)),
        suggestions: await countSuggestions(db, instants),
      }
    }),
})
