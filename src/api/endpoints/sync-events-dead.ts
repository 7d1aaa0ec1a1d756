import { deadLetterPage, deadLetterQuery } from '../../contract/events.ts'
import { listDeadLetters } from '../../events/events.ts'
import { endpoint } from '../endpoint.ts'

export const syncEventsDead = endpoint({
  name: 'sync-events-dead',
  method: 'GET',
  path: '/api/sync/events/dead',
  who: 'events.read',
  tag: 'sync',
  summary: 'Events that a subscriber could not do with and passed over, newest first.',
  query: deadLetterQuery,
  answer: deadLetterPage,
  handle: ({ services: { store }, principal, query }) =>
    store.read(principal.tenantId, (db) => listDeadLetters(db, query)),
})
