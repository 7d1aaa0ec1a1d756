import { modelBudgetsBody, modelBudgetsShape } from '../../contract/models.ts'
import { limitsOf, readSpending, setBudgets, showBudgets } from '../../models/models.ts'
import { endpoint } from '../endpoint.ts'

export const modelsBudgetsSet = endpoint({
  name: 'models-budgets-set',
  method: 'PUT',
  path: '/api/models/budgets',
  who: 'budgets.write',
  changes: { action: 'model_budgets.set' },
  tag: 'models',
  summary:
    'Chooses what language models may cost the firm in a day and in a month. Beyond it none is asked; everything else goes on.',
  body: modelBudgetsBody,
  answer: modelBudgetsShape,
  handle: ({ services: { clock, settings }, principal, body, write }) =>
    write(async (tx, tell) => {
      const { own } = await readSpending(tx, clock.now())
      const before = { dayUsd: own?.dayUsd ?? null, monthUsd: own?.monthUsd ?? null }
      tell({ details: { before, after: body } })
      await setBudgets(tx, { clock, by: principal.label, limits: limitsOf(settings.model), ...body })
      return showBudgets(await readSpending(tx, clock.now()), settings.model)
    }),
})
