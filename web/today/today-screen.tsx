import '../i18n/en-today.ts'
import '../i18n/en-insights.ts'
import { useQuery } from '@tanstack/react-query'
import { countsQuery } from '../api/queries.ts'
import { todayQuery } from '../api/today.ts'
import { useTitle } from '../frame/use-title.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { isNew, NewFirm } from '../import/new-firm.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { OnFire, Waiting } from './conversations.tsx'
import { Promises } from './promises.tsx'
import { Runs } from './runs.tsx'
import { Yesterday } from './yesterday.tsx'

/** What time alone changes: a wait, a promise that becomes due, another day. */
const LOOK_EVERY_MS = 60_000

/** The day as the office begins it: what is on fire, who waits, what was promised, what comes in, how yesterday went; nothing else. */
export function TodayScreen() {
  const say = useSay()
  const format = useFormat()
  const found = useQuery({ ...todayQuery, refetchInterval: LOOK_EVERY_MS })
  const today = found.data
  const counts = useQuery(countsQuery).data
  const isNewFirm = isNew(counts) && !today?.runs?.length
  useTitle(say('today.title'))
  return (
    <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-6 md:px-8">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="font-semibold text-xl">{say('today.title')}</h1>
          {today && <p className="text-ink-3">{format.wholeDay(today.day)}</p>}
        </header>
        {found.isPending && <SkeletonRows rows={6} height={64} label={say('common.loading')} />}
        {found.isError && today === undefined && (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        )}
        {isNewFirm && <NewFirm />}
        {today && !isNewFirm && (
          <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[3fr_2fr]">
            <div className="flex min-w-0 flex-col gap-8">
              <OnFire fire={today.fire} />
              <Waiting waiting={today.waiting} />
            </div>
            <div className="flex min-w-0 flex-col gap-8">
              {today.promises && <Promises promises={today.promises} />}
              {today.runs && <Runs runs={today.runs} />}
              {today.yesterday && <Yesterday figures={today.yesterday} />}
            </div>
          </div>
        )}
      </div>
    </div>
  )
}
