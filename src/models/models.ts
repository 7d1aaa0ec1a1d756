/** Language models of the firm's choice: asked within a time and a budget, and never needed. */

export { type Answer, type Ask, type Model, type ModelIo, openModel } from './ask.ts'
export {
  type Budgets,
  budgetsOf,
  type Limits,
  limitsOf,
  readSpending,
  type Span,
  type Spending,
  setBudgets,
  spans,
} from './budget.ts'
export { type DaySpan, readCosts } from './costs.ts'
export { byModel, byPurpose, type Call, figuresOf, sumOfCall } from './figures.ts'
export { forgetMessages } from './forget.ts'
export { showPrices } from './price.ts'
export { type ModelProvider, type ModelSettings, modelProviders } from './provider.ts'
export { showBudgets } from './show-budgets.ts'
