import { conversationListQuery, conversationPage } from '../../contract/conversations.ts'
import { listConversations } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const conversationsList = endpoint({
  name: 'conversations-list',
  method: 'GET',
  path: '/api/conversations',
  who: 'member',
  tag: 'conversations',
  summary: 'The inbox: conversations by their newest message, newest first.',
  query: conversationListQuery,
  answer: conversationPage,
  handle: ({ services, principal, query: { since, spam, ...query } }) =>
    services.store.read(principal.tenantId, (db) =>
      listConversations(db, {
        ...query,
        since: since === undefined ? undefined : new Date(since),
        spam: spam === undefined ? undefined : spam === 'true',
      }),
    ),
})
