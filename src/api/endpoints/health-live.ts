import { liveShape } from '../../contract/monitoring.ts'
import { endpoint } from '../endpoint.ts'

export const healthLive = endpoint({
  name: 'health-live',
  method: 'GET',
  path: '/api/health/live',
  who: 'nobody',
  tag: 'service',
  summary:
    'Whether the program is to be left running; 503 once only starting it again helps. A database that is busy or away is no reason.',
  answer: liveShape,
  failure: liveShape,
  handle: async ({ services: { watch }, reply }) => {
    const live = !watch.isDead()
    if (!live) reply.code(503)
    return { live }
  },
})
