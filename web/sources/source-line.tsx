import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Run } from '../../src/contract/runs.ts'
import type { SourceShown } from '../../src/contract/sources.ts'
import { isMoving, runQuery, sourcesQuery } from '../api/queries.ts'
import { type Format, useFormat } from '../i18n/format.tsx'
import { type Say, useSay } from '../i18n/i18n.tsx'
import { Joined } from '../parts/joined.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useNow } from '../parts/use-now.ts'
import { type Condition, conditionLooks, conditionOf } from './condition.ts'
import { kindIcon, kindInWords, placeOf } from './kinds.ts'
import { SourceActions } from './source-actions.tsx'
import { SourceTrouble } from './source-trouble.tsx'

const MINUTE_MS = 60_000

type SourceLineProps = {
  source: SourceShown
  /** When the source was seen so; Unix milliseconds. */
  seenAt: number
}

/** One source: what it is, how it is, what came from it, and what can be done. Its height stays while a run is at work. */
export function SourceLine({ source, seenAt }: SourceLineProps) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const run = useLatestRun(source, seenAt)
  const condition = conditionOf(source)
  const moving = isMoving(source.run?.status)
  const [StateIcon, colour] = conditionLooks[condition]
  const KindIcon = kindIcon(source.channel)
  const label = format.address(source.label)
  const place = placeOf(source)
  const detail = detailOf({ source, condition, run, now, say, format })
  return (
    <li aria-label={label} className="relative flex gap-3 overflow-hidden px-4 py-3">
      <KindIcon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-3" strokeWidth={1.75} />
      <div className="min-w-0 flex-1">
        <div className="flex gap-x-4 gap-y-2 max-sm:flex-col sm:items-start sm:justify-between">
          <div className="min-w-0">
            <h2 className="truncate font-medium">{label}</h2>
            <p className="truncate text-ink-3 text-xs">
              <Joined>{[kindInWords(say, source.channel), ...(place === null ? [] : [place])]}</Joined>
            </p>
            <p className="mt-1 flex flex-wrap items-center gap-x-2 text-sm">
              <span className={`inline-flex items-center gap-1.5 font-medium ${colour}`}>
                <StateIcon aria-hidden className="size-4 shrink-0" />
                {say(`sources.is.${condition}`)}
              </span>
              {detail !== null && <span className="figures text-ink-2">{detail}</span>}
            </p>
            <p className="figures mt-0.5 text-ink-3 text-xs">
              <Joined>
                {[
                  say('count.messages', { n: source.messages }),
                  ...(source.live ? [newsOf({ source, now, say, format })] : []),
                  ...(source.run === null
                    ? []
                    : [<LedgerLink key="ledger" syncId={source.run.syncId} label={label} />]),
                ]}
              </Joined>
            </p>
          </div>
          <SourceActions source={source} label={label} />
        </div>
        <SourceTrouble source={source} label={label} condition={condition} />
      </div>
      {moving && (
        <div className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden">
          <ProgressBar
            label={say('sources.progress', { label })}
            done={run?.progress.processedMessages ?? 0}
            // What a live source still has, nobody knows before it was asked.
            all={source.live ? null : (run?.progress.totalMessages ?? null)}
            words={detail ?? ''}
          />
        </div>
      )}
    </li>
  )
}

function LedgerLink({ syncId, label }: { syncId: string; label: string }) {
  const say = useSay()
  return (
    <Link
      to="/import/$syncId"
      params={{ syncId }}
      aria-label={say('sources.ledger.label', { label })}
      className="rounded-sm text-accent underline"
    >
      {say('sources.ledger')}
    </Link>
  )
}

/** The run at work, or of an archive the last one; undefined where it is not needed or not here yet. */
function useLatestRun({ live, run }: SourceShown, seenAt: number): Run | undefined {
  const client = useQueryClient()
  const moving = isMoving(run?.status)
  const { data, dataUpdatedAt } = useQuery({
    ...runQuery(run?.syncId ?? ''),
    enabled: run !== null && (moving || !live),
  })
  const hasEnded = moving && data !== undefined && !isMoving(data.status) && dataUpdatedAt > seenAt
  useEffect(() => {
    if (hasEnded) void client.invalidateQueries({ queryKey: sourcesQuery.queryKey })
  }, [client, hasEnded])
  return data
}

type Telling = { source: SourceShown; now: number; say: Say; format: Format }

/** What is told beside the condition: when it was looked at, or how far it is. */
function detailOf(telling: Telling & { condition: Condition; run: Run | undefined }): string | null {
  const { source, condition, run, now, say, format } = telling
  if (condition === 'taking_in') {
    if (run === undefined || !isMoving(run.status)) return say('sources.asking')
    const { processedMessages: n, totalMessages } = run.progress
    if (n === 0) return say('sources.asking')
    if (!source.live && totalMessages !== null)
      return say('run.of', { done: format.number(n), all: format.number(totalMessages) })
    // What the clock asks for adds to one run a day.
    return say(run.syncType === 'incremental' ? 'sources.today' : 'sources.soFar', { n })
  }
  if (!source.live) {
    const at = run?.finishedAt ?? null
    return at === null ? null : say('sources.brought', { day: format.recentDay(at, now) })
  }
  if (condition === 'untouched') return null
  if (condition === 'stopped') return say('sources.stopped')
  if (source.lookedAt === null) return say('sources.looked.never')
  const agoMs = now - Date.parse(source.lookedAt)
  return agoMs < MINUTE_MS ? say('sources.looked.now') : say('sources.looked', { span: format.span(agoMs) })
}

function newsOf({ source: { newsAt }, now, say, format }: Telling): string {
  if (newsAt === null) return say('sources.news.none')
  return say('sources.news', { when: format.brief(newsAt, now) })
}
