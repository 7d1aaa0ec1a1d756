import { Refusal } from '../../base/refusal.ts'
import { firmRulesShape, understandingRulesShape } from '../../contract/understanding.ts'
import { readFirmRules, writeFirmRules } from '../../findings/findings.ts'
import { checkRules } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { showRules } from '../show-rules.ts'

const TIMEOUT_MS = 60_000

export const understandingRulesSet = endpoint({
  name: 'understanding-rules-set',
  method: 'PUT',
  path: '/api/understanding/rules',
  who: 'rules.write',
  changes: { action: 'understanding_rules.set' },
  tag: 'understanding',
  summary:
    'Sets the firm’s own rules, all of them; past messages are understood anew by them in the background. Refuses patterns that could stall.',
  timeoutMs: TIMEOUT_MS,
  body: firmRulesShape,
  answer: understandingRulesShape,
  handle: async ({ services: { clock, stages }, principal, body, write }) => {
    const [issue] = await checkRules(body)
    if (issue !== undefined) {
      const named = issue.pattern === '' ? '' : ` It is: ${issue.pattern.slice(0, 80)}`
      throw new Refusal(issue.code, issue.message, `${issue.next}${named}`)
    }
    const held = await write(async (tx, tell) => {
      const { rules: before } = await readFirmRules(tx)
      tell({ change: { before, after: body } })
      return writeFirmRules(tx, { rules: body, by: principal.label, clock })
    })
    stages.understander.wake(principal.tenantId, { everything: true })
    return showRules(held)
  },
})
