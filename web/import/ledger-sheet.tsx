import { Check, TriangleAlert } from 'lucide-react'
import type { Ledger } from '../../src/contract/runs.ts'
import type { Key } from '../i18n/en.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { forRun } from './run-words.ts'

type LedgerSheetProps = {
  ledger: Ledger
  dryRun: boolean
  /** Whether it is of a source that was asked; else of an archive. */
  ofSource: boolean
}

/** The proof of completeness, as a book-keeper would write it: the parts, the sum under a double line, and who else counted. */
export function LedgerSheet({ ledger, dryRun, ofSource }: LedgerSheetProps) {
  const say = useSay()
  const words = (key: Key) => forRun(key, ofSource)
  const format = useFormat()
  const proven = ledger.addsUp && ledger.sourceAgrees
  const accounted = ledger.stored + ledger.duplicates + ledger.rejected
  return (
    <section aria-labelledby="ledger-title" className="rounded-lg border border-line-strong bg-raised">
      <header className="px-5 pt-4 pb-3">
        <h2 id="ledger-title" className="font-semibold text-lg">
          {say('ledger.title')}
        </h2>
        <p className="text-ink-2 text-sm">{say(proven ? words('ledger.lead') : 'ledger.lead.not')}</p>
        {dryRun && <p className="mt-1 text-ink-2 text-sm">{say('run.dry.note')}</p>}
      </header>
      <dl className="px-5 pb-2">
        <Line label="ledger.stored" n={ledger.stored} />
        <Line label="ledger.duplicates" n={ledger.duplicates} />
        <Line label="ledger.rejected" n={ledger.rejected} />
        <Line label="ledger.sum" n={accounted} sum />
        <Line label={words('ledger.seen')} n={ledger.seen}>
          <Verdict good={ledger.addsUp}>{say(ledger.addsUp ? 'ledger.addsUp' : 'ledger.addsUp.not')}</Verdict>
        </Line>
        <Line label={words('ledger.source')} n={ledger.countedAtSource}>
          {ledger.countedAtSource !== null && (
            <Verdict good={ledger.sourceAgrees}>
              {ledger.sourceAgrees
                ? say('ledger.agrees')
                : say('ledger.agrees.not', {
                    n: format.number(Math.abs(ledger.countedAtSource - ledger.seen)),
                  })}
            </Verdict>
          )}
        </Line>
      </dl>
      {ledger.uncounted > 0 && (
        <p className="px-5 pb-3 text-caution text-sm">{say('ledger.uncounted', { n: ledger.uncounted })}</p>
      )}
      <div className="grid gap-x-10 border-line border-t px-5 py-3 sm:grid-cols-2">
        <div>
          <Heading label={words('ledger.attachments')} />
          <dl>
            <Line small label="ledger.attachments.resolved" n={ledger.attachments.resolved} />
            <Line small inner label="ledger.attachments.ambiguous" n={ledger.attachments.ambiguous} />
            <Line small label={words('ledger.attachments.missing')} n={ledger.attachments.missing} />
          </dl>
        </div>
        <div className="max-sm:mt-3">
          <Heading label={words('ledger.pages')} />
          <dl>
            <Line small label="ledger.withoutPeer" n={ledger.pagesWithoutPeer} />
            <Line small label={words('ledger.ignored')} n={ledger.ignoredFiles} />
          </dl>
        </div>
      </div>
    </section>
  )
}

function Heading({ label }: { label: Key }) {
  return <h3 className="pb-1 text-ink-3 text-xs">{useSay()(label)}</h3>
}

type LineProps = {
  label: Key
  n: number | null
  sum?: boolean
  small?: boolean
  inner?: boolean
  children?: React.ReactNode
}

function Line({ label, n, sum = false, small = false, inner = false, children }: LineProps) {
  const say = useSay()
  const format = useFormat()
  const look = sum ? 'border-ink-2 border-t [border-bottom:3px_double_var(--ink-2)] font-semibold mb-2' : ''
  return (
    <div className={`flex items-baseline gap-3 ${small ? 'py-0.5 text-sm' : 'py-1.5'} ${look}`}>
      <dt className={`min-w-0 flex-1 ${inner ? 'pl-3 text-ink-3' : ''}`}>{say(label)}</dt>
      <dd className="figures flex items-baseline gap-3 text-right">
        {children}
        <span className={small ? '' : 'min-w-20'}>
          {n === null ? say('ledger.source.none') : format.number(n)}
        </span>
      </dd>
    </div>
  )
}

function Verdict({ good, children }: { good: boolean; children: React.ReactNode }) {
  const Icon = good ? Check : TriangleAlert
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-sm px-1.5 font-medium text-xs ${good ? 'bg-good-soft text-good' : 'bg-caution-soft text-caution'}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {children}
    </span>
  )
}
