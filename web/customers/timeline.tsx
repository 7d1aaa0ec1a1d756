import '../i18n/en-timeline.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type TimelineEntry, timelineKinds } from '../../src/contract/timeline.ts'
import { timelineQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { useInSight } from '../parts/use-in-sight.ts'
import { TimelineLine } from './timeline-line.tsx'

const route = getRouteApi('/app/customers/$customerId')

/** All that happened between the firm and a customer, by months and days, newest first; older comes as it is scrolled to. */
export function Timeline({ customerId }: { customerId: string }) {
  const say = useSay()
  const { only } = route.useSearch()
  const found = useInfiniteQuery(timelineQuery(customerId, only))
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = found
  const older = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const end = useInSight(hasNextPage && !isFetchingNextPage && !isFetchNextPageError ? older : null)
  const entries = found.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-label={say('timeline.title')} className="min-w-0">
      <div className="mb-2 flex items-baseline justify-between gap-2">
        <h2 className="font-semibold text-lg">{say('timeline.title')}</h2>
        <Link to="/inbox" search={{ customer: customerId }} className="text-accent text-xs hover:underline">
          {say('customer.conversations.all')}
        </Link>
      </div>
      <KindButtons />
      {found.isError && !isFetchNextPageError && (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isPending && <SkeletonRows rows={6} height={48} label={say('common.loading')} />}
      {entries?.length === 0 && (
        <p className="py-3 text-ink-3 text-sm">{say(only ? 'timeline.none.kind' : 'timeline.none')}</p>
      )}
      {entries && <Months entries={entries} />}
      <div ref={end} className="py-3">
        <MoreButton pages={found} look="quiet" words={say('timeline.older')} />
        {!hasNextPage && entries !== undefined && entries.length > 0 && (
          <p className="text-ink-3 text-xs">{say('timeline.begins')}</p>
        )}
      </div>
    </section>
  )
}

/** What the line is narrowed to; the address bar has it. */
function KindButtons() {
  const say = useSay()
  const { only } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <fieldset className="flex flex-wrap gap-1.5 pb-2">
      <legend className="sr-only">{say('timeline.show')}</legend>
      {[undefined, ...timelineKinds].map((kind) => (
        <button
          key={kind ?? 'all'}
          type="button"
          aria-pressed={only === kind}
          onClick={() => void navigate({ search: (was) => ({ ...was, only: kind }), replace: true })}
          className="h-7 rounded-full border border-line px-2.5 text-ink-2 text-xs hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-ink pointer-coarse:h-10 pointer-coarse:px-3 pointer-coarse:text-sm"
        >
          {say(`timeline.show.${kind ?? 'all'}`)}
        </button>
      ))}
    </fieldset>
  )
}

function Months({ entries }: { entries: readonly TimelineEntry[] }) {
  const format = useFormat()
  return runsOf(entries, ({ at }) => format.month(at)).map(([month, within]) => (
    <section key={month} aria-label={month} className="not-first:mt-3">
      <h3 className="sticky top-0 z-10 border-line border-b bg-sheet py-1.5 font-medium text-ink-2 text-xs">
        {month}
      </h3>
      <ol>
        {runsOf(within, ({ at }) => format.dayKey(at)).map(([day, lines]) => (
          <li key={day} className="flex gap-2 border-line border-b py-1 last:border-0">
            <time
              dateTime={lines[0]?.at}
              className="figures w-9 shrink-0 pt-1.5 text-center leading-tight pointer-coarse:pt-2.5"
            >
              <span className="block font-medium">{format.dayOfMonth(lines[0]?.at ?? '')}</span>
              <span className="block text-2xs text-ink-3">{format.weekday(lines[0]?.at ?? '')}</span>
            </time>
            <ol className="min-w-0 flex-1">
              {lines.map((entry) => (
                <li key={entry.what === 'ticket' ? `${entry.ticket.id} ${entry.seq}` : entry.id}>
                  <TimelineLine entry={entry} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </section>
  ))
}

/** What stands together in order, under what it has in common. */
function runsOf<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const runs: [string, T[]][] = []
  for (const item of items) {
    const key = keyOf(item)
    const last = runs.at(-1)
    if (last?.[0] === key) last[1].push(item)
    else runs.push([key, [item]])
  }
  return runs
}
