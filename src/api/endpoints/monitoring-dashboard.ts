import { dashboardQuery, dashboardShape } from '../../contract/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const monitoringDashboard = endpoint({
  name: 'monitoring-dashboard',
  method: 'GET',
  path: '/api/monitoring/dashboard',
  who: 'monitoring.read',
  tag: 'monitoring',
  summary:
    'How the firm’s Plumbline does: how much it works through, how long that takes, what waits and what fails.',
  query: dashboardQuery,
  answer: dashboardShape,
  handle: ({ services: { watch }, principal: { tenantId }, query: { window } }) =>
    watch.dashboard({ tenantId, window }),
})
