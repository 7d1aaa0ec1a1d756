import { useSay } from '../i18n/i18n.tsx'

/** One bar: what it stands for and how much, for people; null where there is none. */
export type Bar = { key: string; when: string; value: number | null; text: string }

type BarsProps = {
  /** What is shown. */
  title: string
  bars: readonly Bar[]
  /** The highest value, for people. */
  most: string
  /** What is written below the first and the last. */
  from: string
  to: string
}

const PERCENT = 100

/** Bars side by side, each as high as its share of the highest. */
export function Bars({ title, bars, most, from, to }: BarsProps) {
  const say = useSay()
  const highest = Math.max(0, ...bars.map(({ value }) => value ?? 0))
  const last = bars.findLast(({ value }) => value !== null)
  const label =
    highest === 0
      ? say('analytics.chart.none', { title })
      : say('analytics.chart', { title, most, last: last?.text ?? '' })
  return (
    <figure aria-label={label} className="relative">
      <p aria-hidden className="figures h-4 text-right text-2xs text-ink-3">
        {highest > 0 ? most : ''}
      </p>
      <div aria-hidden className="flex h-24 items-end gap-px border-line-strong border-b">
        {bars.map(({ key, when, value, text }) => {
          const height = highest === 0 || !value ? 0 : Math.max(2, (value / highest) * PERCENT)
          const told = say('analytics.bar', { when, value: text })
          return (
            <span key={key} title={told} className="flex h-full min-w-0 flex-1 items-end">
              <span className="block w-full rounded-t-sm bg-accent" style={{ height: `${height}%` }} />
            </span>
          )
        })}
      </div>
      <p aria-hidden className="figures mt-0.5 flex justify-between text-2xs text-ink-3">
        <span>{from}</span>
        <span>{to}</span>
      </p>
      <Values title={title} bars={bars} />
    </figure>
  )
}

/** The value of each bar that there is, for who does not see them. */
function Values({ title, bars }: Pick<BarsProps, 'title' | 'bars'>) {
  return (
    <div className="sr-only">
      <table aria-label={title}>
        <tbody>
          {bars.map(
            ({ key, when, value, text }) =>
              value !== null && (
                <tr key={key}>
                  <th scope="row">{when}</th>
                  <td>{text}</td>
                </tr>
              ),
          )}
        </tbody>
      </table>
    </div>
  )
}
