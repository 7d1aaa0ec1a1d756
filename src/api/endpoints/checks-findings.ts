import { listFindings } from '../../auditor/auditor.ts'
import { findingPage, findingQuery } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

export const checksFindings = endpoint({
  name: 'checks-findings',
  method: 'GET',
  path: '/api/checks/findings',
  who: 'checks.read',
  tag: 'checks',
  summary: 'What checks found, newest first: what stands, or what is over.',
  query: findingQuery,
  answer: findingPage,
  handle: ({ services: { store }, principal, query }) =>
    store.read(principal.tenantId, (db) => listFindings(db, query)),
})
