import { useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Analytics } from '../../src/contract/insights.ts'
import { analyticsQuery, useLookAgain } from '../api/insights.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { Bars } from './bars.tsx'
import { DayPicker } from './day-dialog.tsx'
import { Hours, Keywords, Mood, Services, Topics } from './groups.tsx'
import { Pending } from './pending.tsx'
import { type Span, SpanChoice, useDays } from './span-choice.tsx'
import { Tile } from './tile.tsx'
import { daysAfter, useInsightWords } from './words.ts'

/** The firm's figures over a month, a quarter or a year: what came in, how soon it was answered, how people felt. */
export function FiguresView() {
  const say = useSay()
  const [span, setSpan] = useState<Span>('month')
  const { from, to } = useDays(span)
  const step = span === 'year' ? 'week' : 'day'
  const again = useLookAgain()
  const figures = useQuery({
    ...analyticsQuery({ from, to, step }),
    refetchInterval: ({ state }) => again(state.data),
  })
  return (
    <>
      <SpanChoice span={span} onChange={setSpan} />
      {figures.isPending && <SkeletonRows rows={5} height={96} label={say('common.loading')} />}
      {figures.isError && figures.data === undefined && (
        <Problem error={figures.error} onRetry={() => void figures.refetch()} />
      )}
      {figures.data && <Pending pending={figures.data.pending} />}
      {figures.data?.steps.length === 0 && (
        <Empty icon={ChartColumn} title={say('insights.none')} hint={say('insights.none.hint')} />
      )}
      {figures.data !== undefined && figures.data.steps.length > 0 && (
        <>
          <Tiles total={figures.data.total} />
          <OverTime figures={figures.data} />
          <DayPicker from={from} to={to} first={figures.data.steps.at(-1)?.day ?? to} />
          <div className="grid gap-8 lg:grid-cols-2">
            <Hours from={from} to={to} />
            <Mood from={from} to={to} />
            <Services from={from} to={to} />
            <Topics from={from} to={to} />
          </div>
          <Keywords from={from} to={to} />
        </>
      )}
    </>
  )
}

function Tiles({ total }: { total: Analytics['total'] }) {
  const say = useSay()
  const { number, percent } = useFormat()
  const { wait } = useInsightWords()
  const { requests, answered, responseTimes, newCustomers, messagesIn } = total
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        title={say('analytics.requests')}
        value={number(requests)}
        detail={
          requests === 0
            ? ''
            : say('analytics.requests.detail', {
                percent: percent(answered / requests),
                n: requests - answered,
              })
        }
      />
      <Tile
        title={say('analytics.median')}
        value={wait(responseTimes.medianMinutes)}
        detail={say('analytics.median.detail', { time: wait(responseTimes.p90Minutes) })}
      />
      <Tile
        title={say('analytics.working')}
        value={wait(responseTimes.medianWorkingMinutes)}
        detail={say('analytics.median.detail', { time: wait(responseTimes.p90WorkingMinutes) })}
      />
      <Tile
        title={say('analytics.customers')}
        value={number(newCustomers)}
        detail={say('analytics.customers.detail', { n: messagesIn })}
      />
    </div>
  )
}

function OverTime({ figures }: { figures: Analytics }) {
  const say = useSay()
  const format = useFormat()
  const { wait } = useInsightWords()
  const days = stepDays(figures)
  const found = new Map(figures.steps.map((step) => [step.day, step]))
  const bars = (of: (step: Analytics['steps'][number]) => number | null, write: (value: number) => string) =>
    days.map((one) => {
      const step = found.get(one)
      const value = step === undefined ? null : of(step)
      return { key: one, when: format.calendarDay(one), value, text: value === null ? '' : write(value) }
    })
  const volume = bars(
    (step) => step.messagesIn,
    (n) => say('analytics.messages', { n }),
  )
  const waits = bars((step) => step.responseTimes.medianMinutes, wait)
  const ends = { from: format.calendarDay(figures.from), to: format.calendarDay(figures.to) }
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <Part title={say('analytics.volume')}>
        <Bars
          title={say('analytics.volume')}
          bars={volume}
          most={say('analytics.messages', { n: Math.max(0, ...volume.map(({ value }) => value ?? 0)) })}
          {...ends}
        />
      </Part>
      <Part title={say('analytics.waits')}>
        <Bars
          title={say('analytics.waits')}
          bars={waits}
          most={wait(Math.max(0, ...waits.map(({ value }) => value ?? 0)))}
          {...ends}
        />
      </Part>
    </div>
  )
}

export function Part({
  title,
  lead,
  children,
}: {
  title: string
  lead?: string | undefined
  children: ReactNode
}) {
  return (
    <SettingsSection title={title} lead={lead}>
      {children}
    </SettingsSection>
  )
}

/** First days of all steps, also of those in which nothing was said. */
function stepDays({ from, to, step }: Analytics): string[] {
  const length = step === 'week' ? 7 : 1
  const weekday = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7
  const days: string[] = []
  for (let day = step === 'week' ? daysAfter(from, -weekday) : from; day <= to; day = daysAfter(day, length))
    days.push(day)
  return days
}
