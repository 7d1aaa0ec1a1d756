import type { CalibrationShown } from '../../src/contract/suggestions.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Part } from './figures.tsx'

const PERCENT = 100

/** The reliability curve as rows: of drafts of each confidence, how many were right, with a mark at what was said. */
export function Confidence({ calibration }: { calibration: CalibrationShown }) {
  const say = useSay()
  const { number } = useFormat()
  const { bins, total, method, brier } = calibration
  const score = (value: number) => number(Math.round(value * 1000) / 1000)
  return (
    <Part title={say('replies.sure')} lead={bins.length === 0 ? undefined : say('replies.sure.lead')}>
      {bins.length === 0 && <p className="text-ink-3">{say('replies.sure.none')}</p>}
      <ul aria-label={say('replies.sure')} className="flex flex-col gap-2 text-sm">
        {bins.map((bin) => (
          <Bin key={bin.from} bin={bin} />
        ))}
      </ul>
      <p className="text-ink-2 text-sm">{say(`replies.method.${method}`, { n: number(total.decided) })}</p>
      {brier !== null && (
        <p className="text-ink-3 text-xs">
          {say('replies.score', {
            score: score(brier.score),
            prior: score(brier.prior),
            base: score(brier.uncertainty),
          })}
        </p>
      )}
    </Part>
  )
}

function Bin({ bin }: { bin: CalibrationShown['bins'][number] }) {
  const say = useSay()
  const { number, percent } = useFormat()
  const share = bin.good ?? 0
  const words = {
    ...{ from: percent(bin.from), to: percent(bin.to), percent: percent(share) },
    ...{ good: number(bin.approved + bin.editedLittle), n: number(bin.decided) },
    ...{ low: percent(bin.goodLow), high: percent(bin.goodHigh), said: percent(bin.meanConfidence ?? 0) },
  }
  return (
    <li title={say('replies.sure.told', words)}>
      <span className="sr-only">{say('replies.sure.told', words)}</span>
      <div aria-hidden className="flex justify-between gap-3">
        <span className="min-w-0 truncate">{say('replies.sure.bin', words)}</span>
        <span className="figures shrink-0 text-ink-3 text-xs">{say('replies.sure.line', words)}</span>
      </div>
      <div aria-hidden className="relative mt-0.5 h-2.5 rounded-sm bg-hover">
        <div className="h-full rounded-sm bg-accent" style={{ width: `${share * PERCENT}%` }} />
        <div
          className="absolute inset-y-[-3px] w-0.5 bg-ink"
          style={{ left: `${(bin.meanConfidence ?? 0) * PERCENT}%` }}
        />
      </div>
    </li>
  )
}
