import { z } from 'zod'
import { healthShape } from '../../contract/access.ts'
import { refusalShape } from '../../contract/common.ts'
import { examineHealth } from '../../monitoring/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const health = endpoint({
  name: 'health',
  method: 'GET',
  path: '/api/health',
  who: 'nobody',
  tag: 'service',
  summary: 'Whether the server and its database work; degraded while they are busy, 503 when they do not.',
  answer: healthShape,
  failure: z.union([healthShape, refusalShape]),
  handle: async ({ services: { store, settings }, reply }) => {
    const found = await examineHealth(store)
    if (found.status === 'unhealthy') reply.code(503)
    return { ...found, version: settings.version }
  },
})
