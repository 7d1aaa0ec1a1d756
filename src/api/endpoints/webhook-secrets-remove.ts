import { z } from 'zod'
import { webhookSourceShape } from '../../contract/webhooks.ts'
import { removeWebhookSecret } from '../../webhooks/webhooks.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const webhookSecretsRemove = endpoint({
  name: 'webhook-secrets-remove',
  method: 'DELETE',
  path: '/api/webhook-secrets/:source',
  who: 'keys.manage',
  changes: { action: 'webhook_secret.removed', subject: 'webhook' },
  tag: 'webhooks',
  summary: 'Forgets such a secret, and those before it: calls signed with them are refused from then on.',
  params: z.object({ source: webhookSourceShape }),
  handle: ({ params, write }) =>
    write(async (tx) => {
      if (!(await removeWebhookSecret(tx, params))) throw notFound('webhook_secret')
    }),
})
