import { customMetricShape, recordMetricBody } from '../../contract/monitoring.ts'
import { recordMetric } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const monitoringMetricsRecord = endpoint({
  name: 'monitoring-metrics-record',
  method: 'POST',
  path: '/api/monitoring/metrics',
  who: 'monitoring.write',
  tag: 'monitoring',
  summary: 'Keeps a figure of another program for some days; it changes nothing else.',
  body: recordMetricBody,
  answer: customMetricShape,
  status: 201,
  handle: ({ services: { store, clock }, principal: { tenantId }, body }) =>
    store.write(tenantId, (tx) => recordMetric(tx, { clock, metric: body })),
})
