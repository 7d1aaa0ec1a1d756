import { z } from 'zod'
import { instantShape } from '../../contract/common.ts'
import { countOpenRuns } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncStatus = endpoint({
  name: 'sync-status',
  method: 'GET',
  path: '/api/sync/status',
  who: 'member',
  tag: 'sync',
  summary: 'Whether imports are worked on, and how many wait.',
  answer: z.object({
    service_running: z.boolean().describe('This server works on imports'),
    initialized: z.boolean(),
    background_tasks: z.number().int().describe('Imports at work'),
    queued_events: z.number().int().describe('Imports that wait'),
    timestamp: instantShape,
  }),
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
