import { z } from 'zod'
import { refusalShape } from '../../contract/common.ts'
import { readyShape } from '../../contract/monitoring.ts'
import { examineHealth } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const healthReady = endpoint({
  name: 'health-ready',
  method: 'GET',
  path: '/api/health/ready',
  who: 'nobody',
  tag: 'service',
  summary:
    'Whether requests can be sent here; 503 while the database does not answer and is not merely busy.',
  answer: readyShape,
  failure: z.union([readyShape, refusalShape]),
  handle: async ({ services: { store }, reply }) => {
    const ready = (await examineHealth(store)).status !== 'unhealthy'
    if (!ready) reply.code(503)
    return { ready }
  },
})
