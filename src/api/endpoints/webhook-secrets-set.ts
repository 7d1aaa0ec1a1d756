import { z } from 'zod'
import { setWebhookSecretShape, webhookSourceShape } from '../../contract/webhooks.ts'
import { setWebhookSecret } from '../../webhooks/webhooks.ts'
import { endpoint } from '../endpoint.ts'
import { webhookUrl } from '../webhook-url.ts'

export const webhookSecretsSet = endpoint({
  name: 'webhook-secrets-set',
  method: 'PUT',
  path: '/api/webhook-secrets/:source',
  who: 'keys.manage',
  changes: { action: 'webhook_secret.set', subject: 'webhook' },
  tag: 'webhooks',
  summary:
    'Makes the secret that another system signs its calls with (Standard Webhooks), shown this once; the one before signs no more.',
  params: z.object({ source: webhookSourceShape }),
  answer: setWebhookSecretShape,
  handle: async ({ services, principal: { tenantId }, params: { source }, write }) => {
    const { secrets, clock, settings } = services
    const secret = await write((tx) => setWebhookSecret(tx, { tenantId, source, secrets, clock }))
    return { source, url: webhookUrl(settings, { tenantId, source }), secret }
  },
})
