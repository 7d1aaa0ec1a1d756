import { webhookPage } from '../../contract/webhooks.ts'
import { listWebhookSecrets } from '../../webhooks/webhooks.ts'
import { endpoint } from '../endpoint.ts'
import { webhookUrl } from '../webhook-url.ts'

export const webhookSecretsList = endpoint({
  name: 'webhook-secrets-list',
  method: 'GET',
  path: '/api/webhook-secrets',
  who: 'keys.manage',
  tag: 'webhooks',
  summary:
    'What other systems may call about, where, and since when they can; without the secrets they sign with.',
  answer: webhookPage,
  handle: async ({ services, principal: { tenantId } }) => ({
    items: (await listWebhookSecrets(services, tenantId)).map(({ source, madeAt, previousEndsAt }) => ({
      source,
      url: webhookUrl(services.settings, { tenantId, source }),
      madeAt: madeAt?.toISOString() ?? null,
      previousEndsAt: previousEndsAt?.toISOString() ?? null,
    })),
    next: null,
  }),
})
