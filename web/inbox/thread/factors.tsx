import type { Decision } from '../../../src/contract/conversations.ts'
import { useFormat } from '../../i18n/format.tsx'
import { isKey, type Tell, useSay, useTell } from '../../i18n/i18n.tsx'

/** What was weighed: each factor pulls a bar to the right (together) or to the left (apart), as far as its weight lets it. */
export function Factors({ factors }: { factors: Decision['factors'] }) {
  const say = useSay()
  const strongest = Math.max(...factors.map((factor) => Math.abs(factor.weight * factor.score)), 0.001)
  return (
    <section>
      <div className="mb-1.5 flex justify-between gap-3 text-ink-3">
        <h2 className="text-xs">{say('why.factors')}</h2>
        <span aria-hidden className="flex w-28 justify-between text-2xs">
          <span>{say('why.apart')}</span>
          <span>{say('why.together')}</span>
        </span>
      </div>
      <ul className="flex flex-col gap-2">
        {factors.map((factor) => (
          <Factor key={factor.factor} factor={factor} strongest={strongest} />
        ))}
      </ul>
    </section>
  )
}

/** What a factor came from, in the spoken language. */
export function detailIn(
  tell: Tell,
  { detail, detailCode, detailParams }: Decision['factors'][number],
): string {
  return detailCode === null ? detail : tell(`detail.${detailCode}`, detailParams, detail)
}

const influences = { positive: 'why.for', negative: 'why.against', neutral: 'why.neutral' } as const

function Factor({ factor, strongest }: { factor: Decision['factors'][number]; strongest: number }) {
  const say = useSay()
  const tell = useTell()
  const format = useFormat()
  const key = `factor.${factor.factor}`
  const pull = (factor.weight * factor.score) / strongest
  const share = `${Math.max(2, Math.abs(pull) * 50)}%`
  return (
    <li title={say('why.weight', { n: format.number(Math.round(factor.weight * 100) / 100) })}>
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1 truncate">{isKey(key) ? say(key) : factor.factor}</span>
        <span className="sr-only">{say(influences[factor.influence])}</span>
        <span aria-hidden className="relative h-2 w-28 shrink-0 rounded-full bg-hover">
          <span className="absolute inset-y-[-2px] left-1/2 w-px bg-line-strong" />
          <span
            className={`absolute inset-y-0 rounded-full ${pull >= 0 ? 'left-1/2 bg-accent' : 'right-1/2 bg-ink-3'}`}
            style={{ width: pull === 0 ? 0 : share }}
          />
        </span>
      </div>
      {factor.detail !== '' && <p className="text-ink-3 text-xs">{detailIn(tell, factor)}</p>}
    </li>
  )
}
