import { alertPage, alertQuery } from '../../contract/monitoring.ts'
import { listAlerts } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const monitoringAlerts = endpoint({
  name: 'monitoring-alerts',
  method: 'GET',
  path: '/api/monitoring/alerts',
  who: 'monitoring.read',
  tag: 'monitoring',
  summary: 'What is not well, or with status=resolved was not; newest first.',
  query: alertQuery,
  answer: alertPage,
  handle: ({ services: { store }, principal: { tenantId }, query }) =>
    store.read(tenantId, (db) => listAlerts(db, query)),
})
