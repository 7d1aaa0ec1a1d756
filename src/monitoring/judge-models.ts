import { budgetsOf } from '../models/models.ts'
import type { Judged, Trouble } from './judge.ts'

/**
 * Language models that cost a firm more in a day than should pass unseen, and budgets that are used up. A budget of nothing is the
 * firm's own choice, and no news. Both are over with the day or month, by themselves.
 */
export function ofModels({
  facts: { spending },
  thresholds: { modelCostUsd },
  modelLimits,
}: Pick<Judged, 'facts' | 'thresholds' | 'modelLimits'>): Trouble[] {
  const found: Trouble[] = []
  const dayUsd = spending.spentUsd.day
  if (dayUsd > modelCostUsd)
    found.push({
      ...{ type: 'model_cost', sourceId: null, severity: 'high', isFading: false },
      details: { value: rounded(dayUsd), threshold: modelCostUsd },
    })
  const { day, month } = budgetsOf(spending, modelLimits)
  // Both at once are one alert: of the one that lasts longer.
  const [span, budget] = month.isUsedUp ? (['month', month] as const) : (['day', day] as const)
  if (budget.isUsedUp && budget.limitUsd !== null && budget.limitUsd > 0)
    found.push({
      ...{ type: 'model_budget', sourceId: null, severity: 'medium', isFading: false },
      details: { what: span, value: rounded(budget.spentUsd), threshold: budget.limitUsd },
    })
  return found
}

/** To cents, so that an alert's details are not written anew for less. */
function rounded(usd: number): number {
  return Math.round(usd * 100) / 100
}
