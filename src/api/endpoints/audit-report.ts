import { reportAll } from '../../auditor/auditor.ts'
import { auditReportShape } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

export const auditReport = endpoint({
  name: 'audit-report',
  method: 'GET',
  path: '/api/reports/audit',
  who: 'checks.read',
  tag: 'checks',
  summary:
    'How everything stands that the firm’s Plumbline is connected with: sources, deliveries, storage, the audit trail, and whether what is kept agrees.',
  answer: auditReportShape,
  handle: async ({ services: { store, clock, watch }, principal: { tenantId } }) => {
    const health = await watch.health(tenantId)
    return store.read(tenantId, (db) => reportAll(db, { clock, health }))
  },
})
