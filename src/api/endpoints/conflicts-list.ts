import { listConflicts } from '../../conflicts/conflicts.ts'
import { conflictListQuery, conflictPage } from '../../contract/conflicts.ts'
import { endpoint } from '../endpoint.ts'

export const conflictsList = endpoint({
  name: 'conflicts-list',
  method: 'GET',
  path: '/api/conflicts',
  who: 'conflicts.read',
  showsPeople: true,
  tag: 'conflicts',
  summary:
    'Fields that two changed from the same base: both versions, who wrote them, what holds now, and what was lost. Newest first.',
  query: conflictListQuery,
  answer: conflictPage,
  handle: ({ services: { store }, principal, query }) =>
    store.read(principal.tenantId, (db) => listConflicts(db, query)),
})
