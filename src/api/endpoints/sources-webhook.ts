import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { idShape } from '../../contract/common.ts'
import { sourceWebhookShape } from '../../contract/sources.ts'
import { readLiveSource } from '../../intake/intake.ts'
import { setWebhookPassword, WEBHOOK_USER } from '../../webhooks/webhooks.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesWebhook = endpoint({
  name: 'sources-webhook',
  method: 'POST',
  path: '/api/sources/:id/webhook',
  who: 'sources.manage',
  changes: { action: 'source.webhook_made', subject: 'source' },
  tag: 'sources',
  summary:
    'Makes the address at which a source hands over what is new by itself, with a password in it, shown this once; the one before is refused from now on.',
  params: z.object({ id: idShape }),
  answer: sourceWebhookShape,
  handle: async ({ services: { clock, settings }, principal: { tenantId }, params: { id }, write }) => {
    const password = await write(async (tx) => {
      const { channel } = await readLiveSource(tx, id)
      if (channel !== 'postmark') throw doesNotCall()
      return setWebhookPassword(tx, { clock, id })
    })
    const url = new URL(`/api/webhooks/postmark/${id}?firm=${tenantId}`, settings.baseUrl)
    return { url: Object.assign(url, { username: WEBHOOK_USER, password }).href }
  },
})

function doesNotCall(): Refusal {
  return new Refusal(
    'source_does_not_call',
    'This source does not hand over anything by itself: it is asked.',
    'Nothing is to be done: it is asked from time to time, or tells at once when something is new.',
    { status: 409 },
  )
}
