import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import type { Run } from '../../src/contract/runs.ts'
import { runsQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { RunStatusBadge } from './run-status-badge.tsx'
import { titleOf } from './run-words.ts'

/** Every import there was, newest first, each with its figures. */
export function PastRuns() {
  const say = useSay()
  const list = useInfiniteQuery(runsQuery)
  const runs = list.data?.pages.flatMap((page) => page.items)
  return (
    <section>
      <h2 className="mb-1 font-medium">{say('import.runs')}</h2>
      {list.isPending && <SkeletonRows rows={3} height={56} label={say('common.loading')} />}
      {list.isError && !list.isFetchNextPageError && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {runs?.length === 0 && (
        <Empty icon={ScrollText} title={say('import.runs.empty')} hint={say('import.runs.empty.hint')} />
      )}
      <ul className="divide-y divide-line border-line border-t">
        {runs?.map((run) => (
          <li key={run.syncId}>
            <RunLine run={run} />
          </li>
        ))}
      </ul>
      <MoreButton pages={list} className="mt-3" />
    </section>
  )
}

function RunLine({ run }: { run: Run }) {
  const say = useSay()
  const format = useFormat()
  const { stored, duplicates, rejected } = run.progress
  const figures = [
    `${say('run.stored')} ${format.number(stored)}`,
    `${say('run.duplicates')} ${format.number(duplicates)}`,
    `${say('run.rejected')} ${format.number(rejected)}`,
  ]
  return (
    <Link
      to="/import/$syncId"
      params={{ syncId: run.syncId }}
      className="-mx-2 flex items-center gap-3 rounded-md px-2 py-2.5 hover:bg-hover"
    >
      <div className="min-w-0 flex-1">
        <p className="truncate">{titleOf(say, run)}</p>
        <p className="figures truncate text-ink-3 text-xs">
          {format.full(run.madeAt)} · {figures.join(' · ')}
        </p>
      </div>
      {run.dryRun && <span className="text-ink-3 text-xs">{say('run.dry')}</span>}
      <RunStatusBadge status={run.status} />
    </Link>
  )
}
