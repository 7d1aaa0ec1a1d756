import { conversationAnalysisShape } from '../../contract/understanding.ts'
import { conversationCompleteBody, webhookQuery } from '../../contract/webhooks.ts'
import { takeWebhook } from '../../webhooks/webhooks.ts'
import { understandAndAnalyse } from '../analyse-conversation.ts'
import { endpoint } from '../endpoint.ts'

const TIMEOUT_MS = 60_000

export const webhooksConversationComplete = endpoint({
  name: 'webhooks-conversation-complete',
  method: 'POST',
  path: '/api/webhooks/conversation-complete',
  who: 'nobody',
  signed: true,
  tag: 'webhooks',
  summary:
    'Takes a chat system’s word that a conversation is complete: it is understood at once, and answered as sync/conversations/{id}/analyze answers. Signed as Standard Webhooks says, with the firm’s secret.',
  timeoutMs: TIMEOUT_MS,
  query: webhookQuery,
  body: conversationCompleteBody,
  answer: conversationAnalysisShape,
  handle: async ({ services, query: { firm: tenantId }, body: { conversationId }, request }) => {
    const { headers, rawBody } = request
    const call = {
      tenantId,
      source: 'conversation-complete',
      headers,
      body: rawBody ?? new Uint8Array(),
    } as const
    const analysis = await takeWebhook(services, call, () =>
      understandAndAnalyse(services, { tenantId, conversationId }),
    )
    services.audit.reads.note({
      tenantId,
      actor: { kind: 'system', id: 'webhook', label: 'conversation-complete' },
      asked: 'webhooks-conversation-complete',
      subject: conversationId,
    })
    return analysis
  },
})
