import { threadRuleBody, threadRuleShape } from '../../contract/conversations.ts'
import { writeRule } from '../../inbox/inbox.ts'
import { threadAll } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { changedRule } from '../thread-rule-change.ts'

const TIMEOUT_MS = 10 * 60_000

export const threadRuleSet = endpoint({
  name: 'thread-rule-set',
  method: 'PUT',
  path: '/api/thread-rule',
  who: 'rules.write',
  changes: { action: 'thread_rule.set' },
  tag: 'conversations',
  summary: 'Changes how messages are joined, and joins all of them anew; answers when that is done.',
  timeoutMs: TIMEOUT_MS,
  body: threadRuleBody,
  answer: threadRuleShape,
  handle: async ({ services, principal, body, write }) => {
    const { store, clock, settings } = services
    const { tenantId } = principal
    const { before, after } = await changedRule(services, tenantId, body)
    await write(async (tx, tell) => {
      tell({ details: { before, after } })
      await writeRule(tx, { rule: after, by: principal.label, clock })
    })
    await threadAll({ store, clock }, { tenantId, timeoutHours: settings.conversationTimeoutHours })
    return after
  },
})
