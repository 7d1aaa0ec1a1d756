import { understandingRulesShape } from '../../contract/understanding.ts'
import { readFirmRules } from '../../findings/findings.ts'
import { endpoint } from '../endpoint.ts'
import { showRules } from '../show-rules.ts'

export const understandingRulesGet = endpoint({
  name: 'understanding-rules-get',
  method: 'GET',
  path: '/api/understanding/rules',
  who: 'rules.read',
  tag: 'understanding',
  summary: 'The firm’s own words for danger and its kinds of work.',
  answer: understandingRulesShape,
  handle: async ({ services: { store }, principal }) =>
    showRules(await store.read(principal.tenantId, readFirmRules)),
})
