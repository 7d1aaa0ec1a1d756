import type { ModelCosts } from '../../src/contract/models.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'

const PERCENT = 100
const DAY_MS = 86_400_000
/** Of models, the dearest first; those behind the last share its shade. */
const SHADES = ['bg-accent', 'bg-ink-3', 'bg-line-strong'] as const

/** The shade that a model has in the chart, by its place among the dearest. */
export function shadeOf(place: number): string {
  return SHADES[Math.min(place, SHADES.length - 1)] ?? SHADES[0]
}

type Day = ModelCosts['days'][number]

/** What each day of a month cost, by model, up to the month's `last` day. */
export function CostDays({ costs, last }: { costs: ModelCosts; last: string }) {
  const say = useSay()
  const { usd, calendarDay } = useFormat()
  const title = say('models.chart')
  const byDay = new Map(costs.days.map((one) => [one.day, one]))
  const highest = Math.max(0, ...costs.days.map(({ costUsd }) => costUsd))
  const label =
    highest === 0
      ? say('models.chart.none', { title })
      : say('models.chart.total', { title, total: usd(costs.total.costUsd), most: usd(highest) })
  return (
    <figure aria-label={label}>
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="text-ink-3 text-xs">{title}</span>
        <span className="figures font-semibold text-xl">{usd(costs.total.costUsd)}</span>
      </figcaption>
      <div aria-hidden className="mt-2 flex h-24 items-end gap-px border-line-strong border-b">
        {daysFrom(costs.from, last).map((day) => {
          const found = byDay.get(day)
          const told = say('models.chart.day', { day: calendarDay(day), cost: usd(found?.costUsd ?? 0) })
          return (
            <span key={day} title={told} className="flex h-full min-w-0 flex-1 flex-col-reverse">
              {found && <Stack day={found} models={costs.models} highest={highest} />}
            </span>
          )
        })}
      </div>
      <p aria-hidden className="figures mt-0.5 flex justify-between text-2xs text-ink-3">
        <span>{calendarDay(costs.from)}</span>
        <span>{calendarDay(last)}</span>
      </p>
    </figure>
  )
}

/** A day's bar: the month's dearest model at its foot. */
function Stack({ day, models, highest }: { day: Day; models: ModelCosts['models']; highest: number }) {
  return models.map(({ provider, model }, place) => {
    const cost = day.models.find((one) => one.provider === provider && one.model === model)?.costUsd ?? 0
    if (cost === 0) return null
    return (
      <span
        key={`${provider}/${model}`}
        className={`block w-full ${shadeOf(place)}`}
        style={{ height: `${(cost / highest) * PERCENT}%` }}
      />
    )
  })
}

/** All days from one to another, both included. */
function daysFrom(from: string, to: string): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10),
  )
}
