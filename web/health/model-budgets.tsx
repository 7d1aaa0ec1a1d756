import { useState } from 'react'
import type { ModelBudget, ModelBudgets } from '../../src/contract/models.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { ModelBudgetDialog } from './model-budget-dialog.tsx'

/** What language models may cost today and this month, and how far that is used. */
export function ModelBudgetLines({ budgets }: { budgets: ModelBudgets }) {
  const say = useSay()
  const maySet = useMay('budgets.write')
  const [setting, setSetting] = useState(false)
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={say('models.budgets')} className="grid gap-3 sm:grid-cols-2">
        <BudgetTile title={say('models.budget.day')} budget={budgets.day} />
        <BudgetTile title={say('models.budget.month')} budget={budgets.month} />
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        {maySet && (
          <Button size="sm" onClick={() => setSetting(true)}>
            {say('models.budget.set')}
          </Button>
        )}
        {budgets.setBy !== null && (
          <span className="text-ink-3 text-xs">{say('models.budget.by', { name: budgets.setBy })}</span>
        )}
      </div>
      {setting && <ModelBudgetDialog budgets={budgets} onClose={() => setSetting(false)} />}
    </div>
  )
}

function BudgetTile({ title, budget }: { title: string; budget: ModelBudget }) {
  const say = useSay()
  const { usd, full } = useFormat()
  const { limitUsd, spentUsd, isUsedUp, until } = budget
  const spent = usd(spentUsd)
  const words =
    limitUsd === null
      ? say('models.budget.unlimited', { spent })
      : limitUsd === 0
        ? say('models.budget.none')
        : say('models.budget.spent', { spent, limit: usd(limitUsd) })
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line px-4 py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="text-ink-3 text-xs">{title}</span>
        <span className="figures font-medium">{words}</span>
      </p>
      {limitUsd !== null && limitUsd > 0 && (
        <ProgressBar label={title} done={spentUsd} all={limitUsd} words={words} />
      )}
      <p className={`text-xs ${isUsedUp ? 'font-medium text-caution' : 'text-ink-3'}`}>
        {say(isUsedUp ? 'models.budget.usedUp' : 'models.budget.until', { until: full(until) })}
      </p>
    </li>
  )
}
