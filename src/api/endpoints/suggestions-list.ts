import { suggestionListQuery, suggestionPage } from '../../contract/suggestions.ts'
import { listSuggestions } from '../../suggestions/suggestions.ts'
import { endpoint } from '../endpoint.ts'

export const suggestionsList = endpoint({
  name: 'suggestions-list',
  method: 'GET',
  path: '/api/suggestions',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'suggestions',
  summary:
    'Suggested answers in a state, newest first: those that wait for a person, or what became of them.',
  query: suggestionListQuery,
  answer: suggestionPage,
  handle: ({ services: { store }, principal, query }) =>
    store.read(principal.tenantId, (db) => listSuggestions(db, query)),
})
