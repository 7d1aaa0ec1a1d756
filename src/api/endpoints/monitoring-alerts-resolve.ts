import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { alertShape, resolveAlertBody } from '../../contract/monitoring.ts'
import { readAlert, resolveAlert } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const monitoringAlertsResolve = endpoint({
  name: 'monitoring-alerts-resolve',
  method: 'POST',
  path: '/api/monitoring/alerts/:id/resolve',
  who: 'monitoring.write',
  changes: { action: 'alert.resolved', subject: 'alert' },
  tag: 'monitoring',
  summary:
    'Says that somebody has seen to an alert. It does not come again while the same lasts, unless it gets graver.',
  params: z.object({ id: idShape }),
  body: resolveAlertBody,
  answer: alertShape,
  handle: ({ services: { clock }, principal: { label }, params: { id }, body: { note }, write }) =>
    write(async (tx, tell) => {
      await resolveAlert(tx, { clock, alertId: id, by: label, note })
      const alert = await readAlert(tx, id)
      tell({ details: { alertType: alert.alertType }, ...(note === undefined ? {} : { reason: note }) })
      return alert
    }),
})
