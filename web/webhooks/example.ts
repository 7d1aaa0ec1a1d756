import type { Webhook, WebhookSource } from '../../src/contract/webhooks.ts'

/** What a call of each source says. */
const bodies: Readonly<Record<WebhookSource, string>> = {
  'conversation-complete': "{ conversationId: '…' }",
}

/** A program for Node that makes a signed call (Standard Webhooks 1.0.0) and shows what is answered; it needs no package. */
export function exampleCall({ source, url }: Pick<Webhook, 'source' | 'url'>): string {
  return `import { createHmac, randomUUID } from 'node:crypto'

const url = '${url}'
const secret = 'whsec_…'
const body = JSON.stringify(${bodies[source]})

const id = randomUUID()
const timestamp = Math.floor(Date.now() / 1000)
const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
const signature = createHmac('sha256', key)
  .update(\`\${id}.\${timestamp}.\${body}\`)
  .digest('base64')

const answer = await fetch(url, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': \`v1,\${signature}\`,
  },
  body,
})
console.log(answer.status, await answer.text())
`
}
