import { customMetricPage, customMetricQuery } from '../../contract/monitoring.ts'
import { listMetrics, summariseMetrics } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const monitoringMetricsList = endpoint({
  name: 'monitoring-metrics-list',
  method: 'GET',
  path: '/api/monitoring/metrics',
  who: 'monitoring.read',
  tag: 'monitoring',
  summary: 'Figures of other programs, newest first, and what they come to in that time.',
  query: customMetricQuery,
  answer: customMetricPage,
  handle: ({ services: { store }, principal: { tenantId }, query }) =>
    store.read(tenantId, async (db) => ({
      ...(await listMetrics(db, query)),
      summary: await summariseMetrics(db, query),
    })),
})
