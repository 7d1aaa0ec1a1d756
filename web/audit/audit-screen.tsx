import '../i18n/en-audit.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { auditQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { useNow } from '../parts/use-now.ts'
import { SettingsPage } from '../settings/settings-page.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { type AuditEntry, EntryLine } from './entry-line.tsx'
import { TrailCheck } from './trail-check.tsx'

const route = getRouteApi('/app/settings/audit')

/** The firm's audit trail, newest first, by day; narrowed by what was done and by whom; and whether it is whole. */
export function AuditScreen() {
  const say = useSay()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery(auditQuery(filter))
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  return (
    <SettingsPage title={say('audit.title')} lead={say('audit.lead')}>
      <TrailCheck />
      <section aria-label={say('audit.list')} className="flex flex-col gap-4">
        <AuditFilters
          filter={filter}
          entries={entries}
          onChange={(change) => void navigate({ search: (was) => ({ ...was, ...change }), replace: true })}
        />
        {list.isPending && <SkeletonRows rows={8} height={48} label={say('common.loading')} />}
        {list.isError && !list.isFetchNextPageError && (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && entries.length === 0 && (
          <Empty icon={SearchX} title={say('audit.none')} hint={say('audit.none.hint')}>
            <Link to="/settings/audit" search={{}} className={buttonClass('plain')}>
              {say('audit.clear')}
            </Link>
          </Empty>
        )}
        <Days entries={entries} />
        <MoreButton pages={list} className="self-start" />
      </section>
    </SettingsPage>
  )
}

function Days({ entries }: { entries: readonly AuditEntry[] }) {
  const format = useFormat()
  const now = useNow()
  const days = useMemo(() => Map.groupBy(entries, ({ at }) => format.dayKey(at)), [entries, format])
  return [...days].map(([key, ofDay]) => {
    const heading = format.dayHeading(ofDay[0]?.at ?? '', now)
    return (
      <section key={key} aria-label={heading}>
        <h2 className="sticky top-0 z-10 border-line border-b bg-sheet py-1.5 font-medium text-ink-3 text-xs">
          {heading}
        </h2>
        <ol className="divide-y divide-line">
          {ofDay.map((entry) => (
            <EntryLine key={entry.seq} entry={entry} />
          ))}
        </ol>
      </section>
    )
  })
}
