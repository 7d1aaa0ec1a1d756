import { threadRuleBody, threadRulePreviewShape } from '../../contract/conversations.ts'
import { endpoint } from '../endpoint.ts'
import { leftSignal } from '../left-signal.ts'
import { changedRule, previewRule } from '../thread-rule-change.ts'

const TIMEOUT_MS = 10 * 60_000

export const threadRulePreview = endpoint({
  name: 'thread-rule-preview',
  method: 'POST',
  path: '/api/thread-rule/preview',
  who: 'rules.write',
  showsPeople: true,
  tag: 'conversations',
  summary: 'What a changed rule would do, without doing it.',
  timeoutMs: TIMEOUT_MS,
  body: threadRuleBody,
  answer: threadRulePreviewShape,
  handle: async ({ services, principal, body, reply }) => {
    const { before, after } = await changedRule(services, principal.tenantId, body)
    return previewRule(services.store, {
      tenantId: principal.tenantId,
      before,
      after,
      signal: leftSignal(reply),
    })
  },
})
