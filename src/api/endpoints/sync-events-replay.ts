import { deadLetterParams } from '../../contract/events.ts'
import { endpoint } from '../endpoint.ts'

export const syncEventsReplay = endpoint({
  name: 'sync-events-replay',
  method: 'POST',
  path: '/api/sync/events/dead/:id/replay',
  who: 'events.write',
  tag: 'sync',
  summary: 'Has an event that was given up tried once more.',
  params: deadLetterParams,
  changes: { action: 'event.replayed', subject: 'dead_letter' },
  handle: ({ services: { subscribers }, principal: { tenantId, label }, params: { id }, write }) =>
    subscribers.replay({ tenantId, id, by: label, write }),
})
