import { webhookSecretPage } from '../../contract/webhooks.ts'
import { listWebhookSecrets } from '../../webhooks/webhooks.ts'
import { endpoint } from '../endpoint.ts'
import { webhookUrl } from '../webhook-url.ts'

export const webhookSecretsList = endpoint({
  name: 'webhook-secrets-list',
  method: 'GET',
  path: '/api/webhook-secrets',
  who: 'keys.manage',
  tag: 'webhooks',
  summary: 'What other systems may call about, and since when; without the secrets they sign with.',
  answer: webhookSecretPage,
  handle: async ({ services: { store, settings }, principal: { tenantId } }) => ({
    items: (await store.read(tenantId, listWebhookSecrets)).map(({ source, madeAt, changedAt }) => ({
      source,
      url: webhookUrl(settings, { tenantId, source }),
      madeAt: madeAt.toISOString(),
      changedAt: changedAt.toISOString(),
    })),
    next: null,
  }),
})
