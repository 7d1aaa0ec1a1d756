import { listRules, setRules } from '../../conflicts/conflicts.ts'
import { conflictRulesBody, conflictRulesShape } from '../../contract/conflicts.ts'
import { endpoint } from '../endpoint.ts'

export const conflictsRulesSet = endpoint({
  name: 'conflicts-rules-set',
  method: 'PUT',
  path: '/api/conflicts/rules',
  who: 'conflicts.rules',
  changes: { action: 'conflict_rules.set' },
  tag: 'conflicts',
  summary: 'Chooses that for some fields; what waits already stays as it is.',
  body: conflictRulesBody,
  answer: conflictRulesShape,
  handle: ({ services: { clock }, principal, body, write }) =>
    write(async (tx, tell) => {
      await setRules(tx, { clock, by: principal.label, rules: body.rules })
      tell({
        details: Object.fromEntries(
          body.rules.map(({ kind, field, strategy }) => [`${kind}.${field}`, strategy]),
        ),
      })
      return listRules(tx)
    }),
})
