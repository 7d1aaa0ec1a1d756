import { firmRulesShape, ruleTrialShape } from '../../contract/understanding.ts'
import { tryRules } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { leftSignal } from '../left-signal.ts'

const TIMEOUT_MS = 60_000

export const understandingRulesTry = endpoint({
  name: 'understanding-rules-try',
  method: 'POST',
  path: '/api/understanding/rules/try',
  who: 'rules.write',
  showsPeople: true,
  tag: 'understanding',
  summary: 'On which past messages rules would have fired, without setting them.',
  timeoutMs: TIMEOUT_MS,
  status: 200,
  body: firmRulesShape,
  answer: ruleTrialShape,
  handle: ({ services: { store }, principal, body, reply }) =>
    tryRules({ store }, { tenantId: principal.tenantId, rules: body, signal: leftSignal(reply) }),
})
