import { DateTime } from 'luxon'
import type { ModelBudget, ModelBudgets } from '../contract/models.ts'
import { budgetsOf, limitsOf, type Span, type Spending } from './budget.ts'
import type { ModelSettings } from './provider.ts'

/** A firm's budgets, what they are made of, and how far they are used. */
export function showBudgets(
  spending: Spending,
  model: Omit<ModelSettings, 'apiKey'> | undefined,
): ModelBudgets {
  const limits = limitsOf(model)
  const budgets = budgetsOf(spending, limits)
  const show = (span: Span): ModelBudget => {
    const { beganOn, stoppedAt, ...figures } = budgets[span]
    const next = DateTime.fromISO(beganOn, { zone: 'utc' }).plus({ [span]: 1 })
    return {
      ...figures,
      from: beganOn,
      until: next.toJSDate().toISOString(),
      installationUsd: limits[`${span}Usd`],
      ownUsd: spending.own?.[`${span}Usd`] ?? null,
      stoppedAt: stoppedAt?.toISOString() ?? null,
    }
  }
  return {
    model: model === undefined ? null : `${model.provider}/${model.model}`,
    day: show('day'),
    month: show('month'),
    setBy: spending.own?.setBy ?? null,
    setAt: spending.own?.setAt.toISOString() ?? null,
  }
}
