import { threadRuleShape } from '../../contract/conversations.ts'
import { currentRule } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const threadRuleGet = endpoint({
  name: 'thread-rule-get',
  method: 'GET',
  path: '/api/thread-rule',
  who: 'rules.read',
  tag: 'conversations',
  summary: 'How messages are joined to conversations.',
  answer: threadRuleShape,
  handle: ({ services: { store, clock, settings }, principal }) =>
    store.write(principal.tenantId, (tx) =>
      currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours }),
    ),
})
