import type { ReactNode } from 'react'
import type { ModelCosts, ModelFigures } from '../../src/contract/models.ts'
import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { Lines } from '../settings/settings-page.tsx'
import { shadeOf } from './model-days.tsx'

/** Costs told apart by model and by what was asked for, and what a ticket cost. */
export function CostTable({ costs }: { costs: ModelCosts }) {
  const say = useSay()
  const { usd } = useFormat()
  const { total, tickets, models, purposes } = costs
  if (total.calls === 0) return null
  const purposeOf = (purpose: string) => {
    const key = `models.purpose.${purpose}`
    return isKey(key) ? say(key) : purpose
  }
  return (
    <>
      <Part title={say('models.byModel')}>
        {models.map((figures, place) => (
          <FigureLine key={`${figures.provider}/${figures.model}`} figures={figures}>
            <span aria-hidden className={`mr-2 inline-block size-2.5 rounded-sm ${shadeOf(place)}`} />
            {figures.model}
          </FigureLine>
        ))}
      </Part>
      <Part title={say('models.byPurpose')}>
        {purposes.map((figures) => (
          <FigureLine key={figures.purpose} figures={figures}>
            {purposeOf(figures.purpose)}
          </FigureLine>
        ))}
      </Part>
      <div className="figures text-ink-3 text-xs">
        {total.unpricedCalls > 0 && (
          <p>{say('models.unpriced', { n: total.unpricedCalls, most: usd(total.unpricedUsdMax) })}</p>
        )}
        {tickets.usdPerTicket !== null && tickets.calls > 0 && (
          <p>{say('models.ticket', { n: tickets.opened, cost: usd(tickets.usdPerTicket) })}</p>
        )}
      </div>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-ink-3 text-xs">{title}</h3>
      <Lines label={title}>{children}</Lines>
    </div>
  )
}

/** Figures of a model or purpose, in one line; on a phone below one another. */
function FigureLine({ figures, children }: { figures: ModelFigures; children: ReactNode }) {
  const say = useSay()
  const { usd, number } = useFormat()
  const { calls, outcomes, inputTokens, outputTokens, costUsd, latencyMs } = figures
  const { p95 } = latencyMs
  const time =
    p95 === null
      ? '–'
      : p95 < 1000
        ? say('figures.ms', { n: Math.round(p95) })
        : say('models.seconds', { n: Math.round(p95 / 100) / 10 })
  const facts = [
    [say('models.cost'), usd(costUsd)],
    [say('models.calls'), number(calls)],
    [say('models.failed'), number(calls - (outcomes.ok ?? 0))],
    [say('models.tokens'), `${number(inputTokens)}, ${number(outputTokens)}`],
    [say('models.time'), time],
  ] as const
  return (
    <li className="px-4 py-2.5">
      <p className="font-medium [overflow-wrap:anywhere]">{children}</p>
      <dl className="figures mt-0.5 grid grid-cols-2 gap-x-4 gap-y-1 text-sm sm:grid-cols-5">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-3 text-xs">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
