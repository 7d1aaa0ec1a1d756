import { runPage, runQuery } from '../../contract/runs.ts'
import { listRuns } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncList = endpoint({
  name: 'sync-list',
  method: 'GET',
  path: '/api/sync',
  who: 'imports.read',
  tag: 'sync',
  summary: 'Imports and looks at sources, newest first; of one source, if it is named.',
  query: runQuery,
  answer: runPage,
  handle: ({ services, principal, query }) =>
    services.store.read(principal.tenantId, (db) => listRuns(db, query)),
})
