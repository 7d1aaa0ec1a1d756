import { listRules } from '../../conflicts/conflicts.ts'
import { conflictRulesShape } from '../../contract/conflicts.ts'
import { endpoint } from '../endpoint.ts'

export const conflictsRulesGet = endpoint({
  name: 'conflicts-rules-get',
  method: 'GET',
  path: '/api/conflicts/rules',
  who: 'conflicts.read',
  tag: 'conflicts',
  summary: 'What happens, field by field, when two change the same from the same base.',
  answer: conflictRulesShape,
  handle: ({ services: { store }, principal }) => store.read(principal.tenantId, listRules),
})
