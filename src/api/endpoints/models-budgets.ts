import { modelBudgetsShape } from '../../contract/models.ts'
import { readSpending, showBudgets } from '../../models/models.ts'
import { endpoint } from '../endpoint.ts'

export const modelsBudgets = endpoint({
  name: 'models-budgets',
  method: 'GET',
  path: '/api/models/budgets',
  who: 'monitoring.read',
  tag: 'models',
  summary: 'What language models may cost the firm in a day and in a month, and how far that is used.',
  answer: modelBudgetsShape,
  handle: async ({ services: { store, clock, settings }, principal: { tenantId } }) =>
    showBudgets(await store.read(tenantId, (db) => readSpending(db, clock.now())), settings.model),
})
