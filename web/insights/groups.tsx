import type { Analytics } from '../../src/contract/insights.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Bars } from './bars.tsx'
import { Grouped, type SpanProps } from './grouped.tsx'
import { useInsightWords } from './words.ts'

const HOURS = 24
const ROWS_MAX = 8
const KEYWORDS_MAX = 40
const PERCENT = 100

/** When in the day people write. */
export function Hours(span: SpanProps) {
  const say = useSay()
  const title = say('analytics.hours')
  return (
    <Grouped
      title={title}
      span={span}
      by="hour"
      draw={({ groups }) => <HourBars title={title} groups={groups} />}
    />
  )
}

function HourBars({ title, groups }: { title: string; groups: Analytics['groups'] }) {
  const say = useSay()
  const format = useFormat()
  const found = new Map(groups.map((group) => [Number(group.key), group.messagesIn]))
  const bars = Array.from({ length: HOURS }, (_, hour) => {
    const n = found.get(hour) ?? 0
    return { key: String(hour), when: format.hour(hour), value: n, text: say('analytics.messages', { n }) }
  })
  return (
    <Bars
      title={title}
      bars={bars}
      most={format.number(Math.max(...bars.map(({ value }) => value)))}
      from={format.hour(0)}
      to={format.hour(HOURS - 1)}
    />
  )
}

/** Kinds of work, most asked for first, with how soon they were answered. */
export function Services(span: SpanProps) {
  const say = useSay()
  const { wait, topic } = useInsightWords()
  return (
    <Grouped
      title={say('analytics.services')}
      span={span}
      by="service"
      draw={({ groups }) => (
        <Rows
          rows={groups.slice(0, ROWS_MAX).map(({ key, messagesIn, responseTimes }) => ({
            key,
            name: topic(key),
            value: messagesIn,
            detail:
              responseTimes.medianMinutes === null
                ? say('analytics.messages', { n: messagesIn })
                : say('analytics.service.line', { n: messagesIn, time: wait(responseTimes.medianMinutes) }),
          }))}
        />
      )}
    />
  )
}

/** What people talk of, most spoken of first. */
export function Topics(span: SpanProps) {
  const say = useSay()
  const { topic } = useInsightWords()
  return (
    <Grouped
      title={say('analytics.topics')}
      span={span}
      by="topic"
      draw={({ groups }) => (
        <Rows
          rows={groups.slice(0, ROWS_MAX).map(({ key, messagesIn }) => ({
            key,
            name: topic(key),
            value: messagesIn,
            detail: say('analytics.messages', { n: messagesIn }),
          }))}
        />
      )}
    />
  )
}

/** Names with figures, and bars as long as their shares of the highest. */
export function Rows({
  rows,
  most = Math.max(1, ...rows.map(({ value }) => value)),
}: {
  rows: readonly { key: string; name: string; value: number; detail: string }[]
  /** What fills a bar; the highest value unless told. */
  most?: number
}) {
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {rows.map(({ key, name, value, detail }) => (
        <li key={key}>
          <div className="flex justify-between gap-3">
            <span className="min-w-0 truncate">{name}</span>
            <span className="figures shrink-0 text-ink-3 text-xs">{detail}</span>
          </div>
          <div aria-hidden className="mt-0.5 h-1.5 rounded-sm bg-hover">
            <div className="h-full rounded-sm bg-accent" style={{ width: `${(value / most) * PERCENT}%` }} />
          </div>
        </li>
      ))}
    </ul>
  )
}

const MOODS = [
  { name: 'good', of: ['positive'], colour: 'bg-good' },
  { name: 'calm', of: ['neutral'], colour: 'bg-line-strong' },
  { name: 'bad', of: ['negative', 'frustrated', 'urgent'], colour: 'bg-caution' },
] as const

/** How people felt, week by week: each week's messages by their mood. */
export function Mood(span: SpanProps) {
  const say = useSay()
  const title = say('analytics.mood')
  return (
    <Grouped
      title={title}
      span={span}
      by="sentiment"
      step="week"
      draw={({ groupSteps }) => <MoodWeeks title={title} steps={groupSteps} />}
    />
  )
}

function MoodWeeks({ title, steps }: { title: string; steps: Analytics['groupSteps'] }) {
  const say = useSay()
  const format = useFormat()
  const weeks = [...Map.groupBy(steps, ({ day }) => day)].map(([day, moods]) => {
    const count = (names: readonly string[]) =>
      moods.reduce((sum, { key, messagesIn }) => sum + (names.includes(key) ? messagesIn : 0), 0)
    return { day, counts: MOODS.map(({ of }) => count(of)) }
  })
  return (
    <figure aria-label={title}>
      <ul className="flex h-28 items-stretch gap-1 border-line-strong border-b">
        {weeks.map(({ day, counts }) => {
          const all = Math.max(
            1,
            counts.reduce((sum, one) => sum + one, 0),
          )
          const [good = 0, calm = 0, bad = 0] = counts
          const when = format.calendarDay(day)
          const told = say('analytics.mood.bar', { when, good, calm, bad })
          return (
            <li key={day} title={told} className="flex min-w-0 flex-1 flex-col overflow-hidden rounded-t-sm">
              <span className="sr-only">{told}</span>
              {MOODS.map(({ name, colour }, index) => (
                <span
                  key={name}
                  className={`block ${colour}`}
                  style={{ height: `${((counts[index] ?? 0) / all) * PERCENT}%` }}
                />
              ))}
            </li>
          )
        })}
      </ul>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-ink-2 text-xs">
        {MOODS.map(({ name, colour }) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 rounded-sm ${colour}`} />
            {say(`analytics.mood.${name}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

/** The words of the other side, the most used first. */
export function Keywords(span: SpanProps) {
  const say = useSay()
  const { number } = useFormat()
  return (
    <Grouped
      title={say('analytics.keywords')}
      lead={say('analytics.keywords.lead')}
      span={span}
      by="keyword"
      draw={({ groups }) => (
        <ul className="flex flex-wrap gap-1.5 text-sm">
          {groups.slice(0, KEYWORDS_MAX).map(({ key, messagesIn }) => (
            <li key={key} className="rounded-md bg-hover px-2 py-0.5">
              {key} <span className="figures text-ink-3 text-xs">{number(messagesIn)}</span>
            </li>
          ))}
        </ul>
      )}
    />
  )
}
