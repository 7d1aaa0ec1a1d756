import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { modelBudgetsQuery, modelCostsQuery } from '../api/models.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Segments } from '../parts/segments.tsx'
import { useNow } from '../parts/use-now.ts'
import { SettingsSection } from '../settings/settings-page.tsx'
import { ModelBudgetLines } from './model-budgets.tsx'
import { CostDays } from './model-days.tsx'
import { CostTable } from './model-table.tsx'

const MONTHS = ['this', 'last'] as const

/** What language models cost the firm, and what they may. Nothing where none is asked and none was. */
export function ModelCosts() {
  const say = useSay()
  const [month, setMonth] = useState<(typeof MONTHS)[number]>('this')
  const days = daysOf(new Date(useNow()), month === 'this' ? 0 : 1)
  const budgets = useQuery(modelBudgetsQuery)
  const costs = useQuery(modelCostsQuery(days))
  const error = budgets.error ?? costs.error
  if (budgets.data === undefined || costs.data === undefined)
    return (
      <SettingsSection title={say('models.title')}>
        {error === null ? (
          <SkeletonRows rows={3} height={64} label={say('common.loading')} />
        ) : (
          <Problem error={error} onRetry={() => void Promise.all([budgets.refetch(), costs.refetch()])} />
        )}
      </SettingsSection>
    )
  const { model } = budgets.data
  if (model === null && month === 'this' && costs.data.total.calls === 0) return null
  return (
    <SettingsSection
      title={say('models.title')}
      lead={model === null ? say('models.lead.none') : say('models.lead', { model })}
    >
      {model !== null && <ModelBudgetLines budgets={budgets.data} />}
      <div className="w-64 max-w-full">
        <Segments
          label={say('models.month')}
          value={month}
          onChange={setMonth}
          options={MONTHS.map((value) => ({ value, label: say(`models.month.${value}`) }))}
        />
      </div>
      <CostDays costs={costs.data} last={lastOf(days.from)} />
      <CostTable costs={costs.data} />
    </SettingsSection>
  )
}

/** The days of the UTC month so many months ago: of this one until today. */
function daysOf(now: Date, monthsAgo: number): { from: string; to: string } {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 1))
  const from = first.toISOString().slice(0, 10)
  return { from, to: monthsAgo === 0 ? now.toISOString().slice(0, 10) : lastOf(from) }
}

/** The last day of the month that a day is in. */
function lastOf(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
