import { analyticsConversationsQuery, analyticsConversationsShape } from '../../contract/insights.ts'
import { conversationsOfDay, today } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'

export const analyticsConversations = endpoint({
  name: 'analytics-conversations',
  method: 'GET',
  path: '/api/analytics/conversations',
  who: 'insights.read',
  showsPeople: true,
  tag: 'insights',
  summary:
    'The conversations that a figure of a day comes from, each with its own figures and keywords of that day.',
  query: analyticsConversationsQuery,
  answer: analyticsConversationsShape,
  handle: ({ services: { store, clock }, principal: { tenantId }, query }) =>
    store.read(tenantId, async (db) =>
      conversationsOfDay(db, { ...query, day: query.day ?? (await today(db, clock)) }),
    ),
})
