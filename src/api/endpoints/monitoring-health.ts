import { healthReportShape } from '../../contract/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const monitoringHealth = endpoint({
  name: 'monitoring-health',
  method: 'GET',
  path: '/api/monitoring/health',
  who: 'monitoring.read',
  tag: 'monitoring',
  summary:
    'How the database, Google, what waits, memory and disk are, one by one. Google is asked every five minutes, not now.',
  answer: healthReportShape,
  handle: ({ services: { watch }, principal: { tenantId } }) => watch.health(tenantId),
})
