import { catchUpBody, caughtUpShape } from '../../contract/understanding.ts'
import { endpoint } from '../endpoint.ts'

/** 100,000 messages take some minutes. */
const TIMEOUT_MS = 60 * 60_000

export const understandingCatchUp = endpoint({
  name: 'understanding-catch-up',
  method: 'POST',
  path: '/api/understanding/catch-up',
  who: 'imports.write',
  tag: 'understanding',
  summary:
    'Waits until every message is understood, or so many of the newest that were not, and tickets are opened where all is understood; it goes on in the background whether or not somebody waits.',
  timeoutMs: TIMEOUT_MS,
  body: catchUpBody,
  answer: caughtUpShape,
  handle: async ({ services: { stages }, principal: { tenantId }, body }) => {
    const done = await stages.understander.catchUp({ tenantId, messagesMax: body.messagesMax })
    if (done.complete) await stages.ticketer.catchUp(tenantId)
    return done
  },
})
