import type { Id } from '../../base/ids.ts'
import { conversationCompleteBody, conversationCompleteShape, webhookQuery } from '../../contract/webhooks.ts'
import { findCrew, sourcePaused, startSourceRun } from '../../intake/intake.ts'
import { takeWebhook } from '../../webhooks/webhooks.ts'
import { understandAndAnalyse } from '../analyse-conversation.ts'
import { endpoint } from '../endpoint.ts'
import type { Services } from '../services.ts'

const TIMEOUT_MS = 60_000

export const webhooksConversationComplete = endpoint({
  name: 'webhooks-conversation-complete',
  method: 'POST',
  path: '/api/webhooks/conversation-complete',
  who: 'nobody',
  signed: true,
  tag: 'webhooks',
  summary:
    'Takes a chat system’s word that a conversation is complete: one that is here is understood at once, and answered as sync/conversations/{id}/analyze answers; a session of a crew of agents is taken in at once. Signed as Standard Webhooks says, with the firm’s secret.',
  timeoutMs: TIMEOUT_MS,
  query: webhookQuery,
  body: conversationCompleteBody,
  answer: conversationCompleteShape,
  handle: async ({ services, query: { firm: tenantId }, body, request }) => {
    const { headers, rawBody } = request
    const call = {
      tenantId,
      source: 'conversation-complete',
      headers,
      body: rawBody ?? new Uint8Array(),
    } as const
    if ('session_id' in body)
      return takeWebhook(services, call, () => askCrew(services, { tenantId, crew: body.crew_code }))
    const { conversationId } = body
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

/** Asks the crew's table at once; what is new of other sessions comes along. */
async function askCrew(
  { store, clock, runner }: Pick<Services, 'store' | 'clock' | 'runner'>,
  { tenantId, crew }: { tenantId: Id; crew: string },
): Promise<{ syncId: Id }> {
  const syncId = await store.write(tenantId, async (tx) => {
    const { id, channel, label, state, cursor } = await findCrew(tx, crew)
    if (state !== 'active') throw sourcePaused()
    const source = { id, channel, label, isNew: cursor === null }
    const run = await startSourceRun(tx, { clock, source, byHand: false })
    if (run === undefined) throw sourcePaused()
    return run.runId
  })
  runner?.wake(tenantId)
  return { syncId }
}
