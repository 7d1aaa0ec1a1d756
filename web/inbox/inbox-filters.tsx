import { Link, useParams } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useCallback } from 'react'
import type { ConversationCounts } from '../../src/contract/conversations.ts'
import { type InboxFilter, listedOf } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { focusSearchBox, SearchBox } from '../parts/search-box.tsx'
import { CustomerFilter } from './customer-filter.tsx'
import { HazardCount } from './hazard-count.tsx'
import { SinceFilter } from './since-filter.tsx'
import { UrgencyFilter } from './urgency-filter.tsx'
import { WorkFilter } from './work-filter.tsx'

type InboxFiltersProps = {
  filter: InboxFilter
  counts: ConversationCounts | undefined
  onChange: (change: Partial<InboxFilter>) => void
}

/** Nothing narrowed but by status and words, which have their own ways back. */
const noFilter = {
  ...{ customer: undefined, since: undefined, urgency: undefined, danger: undefined },
  ...{ service: undefined, district: undefined, channel: undefined },
}

/** Whether something is narrowed that `noFilter` widens. */
export const hasFilter = (filter: InboxFilter) =>
  (Object.keys(noFilter) as (keyof typeof noFilter)[]).some((name) => filter[name])

const statuses = ['needs_reply', 'waiting', 'active', 'archived', undefined] as const

/** What narrows the inbox: words, time, customer; and the statuses where there is no rail to show them. */
export function InboxFilters({ filter, counts, onChange }: InboxFiltersProps) {
  const say = useSay()
  const Title = useParams({ strict: false }).conversationId === undefined ? 'h1' : 'h2'
  const search = useCallback((text: string) => onChange({ text: text === '' ? undefined : text }), [onChange])
  const narrowed = hasFilter(filter)
  const title = filter.spam
    ? say('inbox.spam')
    : filter.settled
      ? say('inbox.settled')
      : filter.status
        ? say(`status.${filter.status}`)
        : say('inbox.title.all')
  return (
    <header className="flex flex-col gap-2 border-line border-b px-3 pt-3 pb-2">
      <div className="flex items-center justify-between gap-2 pl-1">
        <Title className="truncate font-semibold">{title}</Title>
        {counts && <HazardCount counts={counts} />}
      </div>
      <StatusChips filter={filter} counts={counts} />
      <div className="flex flex-wrap items-center gap-1">
        <div className="flex min-w-40 flex-1 md:basis-full">
          <SearchBox
            slash
            value={filter.text ?? ''}
            onChange={search}
            label={say('inbox.search.label')}
            hint={say('inbox.search')}
          />
        </div>
        <div className="flex min-w-0 items-center gap-1 md:basis-full">
          <UrgencyFilter filter={filter} counts={counts} onChange={onChange} />
          <SinceFilter since={filter.since} onChange={(since) => onChange({ since })} />
          <WorkFilter filter={filter} onChange={onChange} />
          <CustomerFilter customerId={filter.customer} onChange={(customer) => onChange({ customer })} />
          {narrowed && (
            <button
              type="button"
              aria-label={say('inbox.filtered.clear')}
              title={say('inbox.filtered.clear')}
              onClick={() => {
                onChange(noFilter)
                focusSearchBox()
              }}
              className="ml-auto grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-10"
            >
              <X aria-hidden className="size-4" />
            </button>
          )}
        </div>
      </div>
    </header>
  )
}

function StatusChips({ filter, counts }: { filter: InboxFilter; counts: ConversationCounts | undefined }) {
  const say = useSay()
  const format = useFormat()
  return (
    <nav aria-label={say('inbox.statuses')} className="sideways -mx-3 flex gap-1.5 px-3 pb-0.5 lg:hidden">
      {statuses.map((status) => (
        <Link
          key={status ?? 'all'}
          to="/inbox"
          search={(was) => ({ ...was, status, spam: undefined, settled: undefined })}
          data-chosen={(!filter.spam && filter.status === status) || undefined}
          className="flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line-strong px-3 text-ink-2 text-sm data-chosen:border-accent data-chosen:bg-chosen data-chosen:font-medium data-chosen:text-ink pointer-coarse:h-10"
        >
          {say(status === undefined ? 'inbox.all' : `status.${status}`)}
          {status !== undefined && counts && (
            <span className="figures text-ink-3 text-xs">{format.number(listedOf(counts, status))}</span>
          )}
        </Link>
      ))}
      <Link
        to="/inbox"
        search={{ spam: true }}
        data-chosen={filter.spam || undefined}
        className="flex h-8 shrink-0 items-center rounded-full border border-line-strong px-3 text-ink-2 text-sm data-chosen:border-accent data-chosen:bg-chosen pointer-coarse:h-10"
      >
        {say('inbox.spam')}
      </Link>
    </nav>
  )
}
