import { conversationListQuery, conversationPage } from '../../contract/conversations.ts'
import { listConversations } from '../../inbox/inbox.ts'
import { settledIs } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'
import { withTickets } from '../with-tickets.ts'

export const conversationsList = endpoint({
  name: 'conversations-list',
  method: 'GET',
  path: '/api/conversations',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary:
    'The inbox: conversations by their newest message, newest first; of one open status, emergencies first, then what is high.',
  query: conversationListQuery,
  answer: conversationPage,
  handle: ({ services, principal, query: { since, spam, hazard, settled, ...query } }) =>
    services.store.read(principal.tenantId, async (db) => {
      const { items, next } = await listConversations(db, {
        ...query,
        since: since === undefined ? undefined : new Date(since),
        hazard: hazard === undefined ? undefined : hazard === 'true',
        also: settled === undefined ? undefined : settledIs(settled === 'true'),
        spam: spam === undefined ? undefined : spam === 'true',
      })
      return { items: await withTickets(db, items), next }
    }),
})
