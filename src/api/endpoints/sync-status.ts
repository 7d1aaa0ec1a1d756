import { syncStatusShape } from '../../contract/runs.ts'
import { countOpenRuns } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncStatus = endpoint({
  name: 'sync-status',
  method: 'GET',
  path: '/api/sync/status',
  who: 'imports.read',
  tag: 'sync',
  summary: 'Whether imports are worked on, and how many wait.',
  answer: syncStatusShape,
  handle: async ({ services: { store, clock, runner }, principal }) => {
    const open = await store.read(principal.tenantId, countOpenRuns)
    return {
      service_running: runner !== undefined,
      initialized: true,
      background_tasks: open.running,
      queued_events: open.queued,
      timestamp: clock.now().toISOString(),
    }
  },
})
