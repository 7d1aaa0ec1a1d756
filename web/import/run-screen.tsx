import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import { isMoving, ledgerQuery, runQuery } from '../api/queries.ts'
import { useTitle } from '../frame/use-title.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { refreshLists } from '../inbox/fresh-list.ts'
import { buttonClass } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { LedgerSheet } from './ledger-sheet.tsx'
import { LedgerTabs } from './ledger-tabs.tsx'
import { RunProgress } from './run-progress.tsx'
import { RunStatusBadge } from './run-status-badge.tsx'
import { hasReadNothing, isOfSource, titleOf } from './run-words.ts'

const route = getRouteApi('/app/import/$syncId')

/** One import: its progress while it runs, then the ledger that proves it complete. */
export function RunScreen() {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const { syncId } = route.useParams()
  const run = useQuery(runQuery(syncId))
  const moving = isMoving(run.data?.status)
  const status = run.data?.status
  const ledger = useQuery({ ...ledgerQuery(syncId), enabled: run.isSuccess && !moving })
  const ofSource = run.data !== undefined && isOfSource(run.data)
  useTitle(run.data ? titleOf(say, run.data) : say('import.title'))

  useEffect(() => {
    if (status === undefined || isMoving(status)) return
    for (const key of ['ledger', 'files', 'set-aside'])
      void client.invalidateQueries({ queryKey: ['runs', key, syncId] })
    void client.invalidateQueries({ queryKey: ['runs', 'list'] })
    void client.invalidateQueries({ queryKey: ['customers'] })
    void client.invalidateQueries({ queryKey: ['questions'] })
    void refreshLists(client)
  }, [status, client, syncId])

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-7 px-4 py-6 md:px-8">
        <header>
          <Link
            to={ofSource ? '/sources' : '/import'}
            className="-ml-1 mb-2 inline-flex items-center gap-1 rounded-sm px-1 text-ink-3 text-sm hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-3.5" />{' '}
            {say(ofSource ? 'import.back.sources' : 'import.back')}
          </Link>
          {run.data && (
            <>
              <h1 className="break-words font-semibold text-xl">{titleOf(say, run.data)}</h1>
              <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-sm">
                <RunStatusBadge status={run.data.status} />
                {run.data.dryRun && <span>{say('run.dry')}</span>}
                <span className="figures text-ink-3">
                  {format.full(run.data.madeAt)}
                  {!moving &&
                    run.data.seconds > 0 &&
                    ` · ${say('run.took', { span: format.length(run.data.seconds) })}`}
                </span>
              </p>
            </>
          )}
        </header>
        {run.isPending && <SkeletonRows rows={4} height={64} label={say('common.loading')} />}
        {run.isError && <Problem error={run.error} onRetry={() => void run.refetch()} />}
        {run.data && <RunProgress run={run.data} />}
        {ledger.isError && <Problem error={ledger.error} onRetry={() => void ledger.refetch()} />}
        {run.data && !moving && ledger.data && !hasReadNothing(run.data) && (
          <>
            <LedgerSheet ledger={ledger.data} dryRun={run.data.dryRun} ofSource={ofSource} />
            {!run.data.dryRun && ledger.data.stored + ledger.data.duplicates > 0 && (
              <Link to="/inbox" className={buttonClass('primary', 'md', 'h-10 self-start px-5')}>
                {say('run.openInbox')}
              </Link>
            )}
            <LedgerTabs ledger={ledger.data} ofSource={ofSource} />
          </>
        )}
      </div>
    </div>
  )
}
