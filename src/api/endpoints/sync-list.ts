import { pageQueryShape } from '../../contract/common.ts'
import { runPage } from '../../contract/runs.ts'
import { listRuns } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncList = endpoint({
  name: 'sync-list',
  method: 'GET',
  path: '/api/sync',
  who: 'imports.read',
  tag: 'sync',
  summary: 'Imports, newest first.',
  query: pageQueryShape,
  answer: runPage,
  handle: ({ services, principal, query }) =>
    services.store.read(principal.tenantId, (db) => listRuns(db, query)),
})
