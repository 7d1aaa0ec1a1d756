import { readAgainBody } from '../../contract/events.ts'
import { BEGINNING, parseCursor, readAgainFrom } from '../../events/events.ts'
import { endpoint } from '../endpoint.ts'

export const syncEventsReadAgain = endpoint({
  name: 'sync-events-read-again',
  method: 'POST',
  path: '/api/sync/events/read-again',
  who: 'events.write',
  tag: 'sync',
  summary: 'Has a subscriber read again all that changed after a cursor, as far as it is kept.',
  body: readAgainBody,
  changes: { action: 'event.read_again' },
  handle: async ({ services: { subscribers, clock }, principal: { tenantId }, body, write }) => {
    const { name: subscriber } = subscribers.named(body.subscriber)
    await write(async (tx, tell) => {
      await readAgainFrom(tx, { clock, subscriber, from: parseCursor(body.after) ?? BEGINNING })
      tell({ details: { subscriber, after: body.after } })
    })
    void subscribers.catchUp(tenantId)
  },
})
