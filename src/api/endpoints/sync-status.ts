import { syncStatusShape } from '../../contract/runs.ts'
import { countOpenRuns } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncStatus = endpoint({
  name: 'sync-status',
  method: 'GET',
  path: '/api/sync/status',
  who: 'imports.read',
  tag: 'sync',
  summary: 'Whether imports are worked on, how many wait, and how many changes are not yet acted on.',
  answer: syncStatusShape,
  handle: async ({ services: { store, clock, runner, subscribers }, principal }) => {
    const { open, unread } = await store.read(principal.tenantId, async (db) => ({
      open: await countOpenRuns(db),
      unread: await subscribers.unread(db),
    }))
    return {
      service_running: runner !== undefined,
      initialized: true,
      background_tasks: open.running,
      queued_events: unread,
      waiting_imports: open.queued,
      timestamp: clock.now().toISOString(),
    }
  },
})
