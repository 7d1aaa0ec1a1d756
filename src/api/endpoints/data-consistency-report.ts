import { reportConsistency } from '../../auditor/auditor.ts'
import { consistencyReportShape } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

export const dataConsistencyReport = endpoint({
  name: 'data-consistency-report',
  method: 'GET',
  path: '/api/reports/data-consistency',
  who: 'checks.read',
  tag: 'checks',
  summary:
    'Whether what is kept agrees with itself: what stands, check by check, and how it was over thirty days.',
  answer: consistencyReportShape,
  handle: ({ services: { store, clock, auditor }, principal }) =>
    store.read(principal.tenantId, (db) => reportConsistency(db, { clock, everyHours: auditor.everyHours })),
})
