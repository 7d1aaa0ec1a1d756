import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Dashboard } from '../../src/contract/monitoring.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Segments } from '../parts/segments.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { Chart } from './chart.tsx'
import { SourceLags } from './source-lags.tsx'
import { useDashboard } from './use-health.ts'

const PERCENT = 100

/** How much is worked through, how long that takes, what waits and what fails: of the last hour or day. */
export function Figures() {
  const say = useSay()
  const [span, setSpan] = useState<'hour' | 'day'>('hour')
  const { data, isPending, isError, error, refetch } = useDashboard(span)
  const choice = (
    <Segments
      label={say('figures.window')}
      value={span}
      onChange={setSpan}
      options={[
        { value: 'hour', label: say('figures.hour') },
        { value: 'day', label: say('figures.day') },
      ]}
    />
  )
  return (
    <>
      <SettingsSection title={say('figures.title')} action={<div className="w-40">{choice}</div>}>
        {isPending && <SkeletonRows rows={3} height={96} label={say('common.loading')} />}
        {isError && data === undefined && <Problem error={error} onRetry={() => void refetch()} />}
        {data && <Tiles figures={data} />}
      </SettingsSection>
      {data !== undefined && data.sources.length > 0 && <SourceLags sources={data.sources} />}
    </>
  )
}

function Tiles({ figures }: { figures: Dashboard }) {
  const say = useSay()
  const { number, percent } = useFormat()
  const { processing, queue, memory, queries, throughput, totals } = figures
  const ms = (value: number | null) =>
    value === null ? say('figures.none') : say('figures.ms', { n: rounded(value) })
  const mb = (value: number | null) =>
    value === null ? say('figures.none') : say('figures.mb', { n: value })
  const messages = figures.series.reduce((sum, step) => sum + step.messages, 0)
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Tile
        title={say('figures.messages')}
        value={number(messages)}
        detail={say('figures.messages.now', { n: rounded(throughput) })}
      >
        <Steps
          figures={figures}
          title={say('figures.messages')}
          of={(step) => step.messages}
          write={number}
        />
      </Tile>
      <Tile
        title={say('figures.time')}
        value={ms(processing.meanMs)}
        detail={processing.p95Ms === null ? '' : say('figures.time.most', { ms: rounded(processing.p95Ms) })}
      >
        <Steps figures={figures} title={say('figures.time')} of={(step) => step.meanMs} write={ms} />
      </Tile>
      <Tile
        title={say('figures.errors')}
        value={percent(figures.errorRate / PERCENT)}
        detail={say('figures.errors.allowed')}
      >
        <Steps
          figures={figures}
          title={say('figures.errors')}
          of={(step) => step.errorRate}
          write={(value) => percent(value / PERCENT)}
        />
      </Tile>
      <Tile
        title={say('figures.waiting')}
        value={number(figures.queueDepth)}
        detail={say('figures.waiting.detail', {
          runs: queue.runsQueued,
          messages: number(queue.messagesToUnderstand),
          replies: number(queue.repliesWaiting),
        })}
      />
      <Tile
        title={say('figures.memory')}
        value={mb(memory.usedMb)}
        detail={
          memory.residentMb === null ? '' : say('figures.memory.detail', { resident: memory.residentMb })
        }
      />
      <Tile
        title={say('figures.queries')}
        value={ms(queries.meanMs)}
        detail={queries.p95Ms === null ? '' : say('figures.queries.most', { ms: rounded(queries.p95Ms) })}
      />
      <p className="figures text-ink-3 text-xs sm:col-span-full">
        {say('figures.total', { n: totals.messages })}
      </p>
    </div>
  )
}

type TileProps = { title: string; value: string; detail: string; children?: ReactNode }

/** One figure, a word on it, and how it went. */
function Tile({ title, value, detail, children }: TileProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col rounded-lg border border-line px-4 py-3">
      <h3 className="text-ink-3 text-xs">{title}</h3>
      <p className="figures font-semibold text-xl">{value}</p>
      <p className="figures text-ink-2 text-xs">{detail}</p>
      {children}
    </section>
  )
}

type Step = Dashboard['series'][number]

/** A figure over the window; steps in which nothing was done are empty. */
function Steps(props: {
  figures: Dashboard
  title: string
  of: (step: Step) => number | null
  write: (value: number) => string
}) {
  const { figures, title, of, write } = props
  const say = useSay()
  const format = useFormat()
  const { from, to, stepSeconds } = figures.window
  const byTime = new Map(figures.series.map((step) => [Date.parse(step.at), of(step)]))
  const stepMs = stepSeconds * 1000
  const count = Math.ceil((Date.parse(to) - Date.parse(from)) / stepMs)
  const values = Array.from(
    { length: count },
    (_, index) => byTime.get(Date.parse(from) + index * stepMs) ?? null,
  )
  const highest = Math.max(0, ...values.map((value) => value ?? 0))
  const last = values.findLast((value) => value !== null) ?? 0
  const label =
    highest === 0
      ? say('figures.chart.none', { title })
      : say('figures.chart', { title, most: write(highest), last: write(last) })
  return (
    <Chart
      label={label}
      values={values}
      most={write(highest)}
      from={format.time(from)}
      to={format.time(to)}
    />
  )
}

/** To as many digits as anybody reads. */
function rounded(value: number): number {
  const steps = value >= 10 ? 1 : value >= 1 ? 10 : 100
  return Math.round(value * steps) / steps
}
