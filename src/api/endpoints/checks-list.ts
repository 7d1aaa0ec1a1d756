import { listChecks } from '../../auditor/auditor.ts'
import { checkListShape } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

export const checksList = endpoint({
  name: 'checks-list',
  method: 'GET',
  path: '/api/checks',
  who: 'checks.read',
  tag: 'checks',
  summary: 'Every check, when it last looked, what it found, and the run that is at work.',
  answer: checkListShape,
  handle: ({ services: { store, auditor }, principal }) =>
    store.read(principal.tenantId, (db) => listChecks(db, auditor)),
})
