import { z } from 'zod'
import { healthShape } from '../../contract/access.ts'
import { refusalShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

const SLOW_MS = 1_000
const DEAD_MS = 5_000

export const health = endpoint({
  name: 'health',
  method: 'GET',
  path: '/api/health',
  who: 'nobody',
  tag: 'service',
  summary: 'Whether the server and its database work; 503 when they do not.',
  answer: healthShape,
  failure: z.union([healthShape, refusalShape]),
  handle: async ({ services: { store, settings }, reply }) => {
    const startMs = performance.now()
    const ok = await Promise.race([
      store.pool.query('select 1').then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(resolve, DEAD_MS, false).unref()),
    ])
    const milliseconds = Math.round(performance.now() - startMs)
    const body = {
      status: !ok ? 'unhealthy' : milliseconds > SLOW_MS ? 'degraded' : 'healthy',
      version: settings.version,
      database: { kind: store.kind, ok, milliseconds },
    } as const
    if (!ok) reply.code(503)
    return body
  },
})
