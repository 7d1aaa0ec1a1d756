import { z } from 'zod'
import { madeWebhookSecretShape, setWebhookSecretBody, webhookSourceShape } from '../../contract/webhooks.ts'
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
    'Makes the secret that another system signs its calls with (Standard Webhooks), shown this once; the one before signs for 24 hours more, unless it is ended at once.',
  params: z.object({ source: webhookSourceShape }),
  body: setWebhookSecretBody,
  answer: madeWebhookSecretShape,
  handle: async ({ services, principal: { tenantId }, params: { source }, body: { endPrevious }, write }) => {
    const { secrets, clock, settings } = services
    const url = webhookUrl(settings, { tenantId, source })
    return write(async (tx, tell) => {
      const made = await setWebhookSecret(tx, { tenantId, source, endPrevious, secrets, clock })
      const previousEndsAt = made.previousEndsAt?.toISOString() ?? null
      tell({ details: { endPrevious, previousEndsAt } })
      return { source, url, secret: made.secret, previousEndsAt }
    })
  },
})
