import { Link, useRouterState } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import type { Conversation } from '../../src/contract/conversations.ts'
import type { Permission } from '../../src/contract/permissions.ts'
import type { InboxFilter } from '../api/queries.ts'
import { usePermissions } from '../api/use-may.ts'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { VirtualList } from '../parts/virtual-list.tsx'
import { ConversationRow, ROW_HEIGHT } from './conversation-row.tsx'
import type { useInbox } from './use-inbox.ts'

type ConversationListProps = {
  inbox: ReturnType<typeof useInbox>
  filter: InboxFilter
  chosenId: string | undefined
}

/** The list of conversations: skeleton, rows, nothing, or what went wrong. */
export function ConversationList({ inbox: { list, items }, filter, chosenId }: ConversationListProps) {
  const say = useSay()
  const search = useRouterState({ select: (state) => state.location.searchStr })
  if (list.isPending) return <SkeletonRows rows={12} height={ROW_HEIGHT} label={say('common.loading')} />
  if (list.isError && items.length === 0) {
    return <Problem className="m-3" error={list.error} onRetry={() => void list.refetch()} />
  }
  if (items.length === 0) return <NoConversations filter={filter} />
  const chosen = chosenId === undefined ? undefined : items.findIndex((item) => item.id === chosenId)
  return (
    <VirtualList<Conversation>
      items={items}
      keyOf={(conversation) => conversation.id}
      rowHeight={ROW_HEIGHT}
      label={say('inbox.list')}
      inSight={chosen}
      more={{
        has: list.hasNextPage && !list.isFetchNextPageError,
        loading: list.isFetchingNextPage,
        load: () => void list.fetchNextPage(),
      }}
      row={(conversation) => (
        <ConversationRow search={search} conversation={conversation} chosen={conversation.id === chosenId} />
      )}
      foot={
        list.isFetchNextPageError ? (
          <Problem className="m-3" error={list.error} onRetry={() => void list.fetchNextPage()} />
        ) : (
          <p className="py-3 text-center text-ink-3 text-xs">
            {say(list.hasNextPage ? 'common.loading' : 'inbox.end')}
          </p>
        )
      }
    />
  )
}

type EmptyKey = `inbox.empty.${'none' | 'spam' | NonNullable<InboxFilter['status']>}`

function NoConversations({ filter }: { filter: InboxFilter }) {
  const say = useSay()
  const may = usePermissions()
  const mayImport = may.has('imports.write')
  const narrowed = filter.text || filter.customer || filter.since || filter.urgency || filter.danger
  if (narrowed) {
    return (
      <Empty icon={SearchX} title={say('inbox.empty.search')} hint={say('inbox.empty.search.hint')}>
        <Link to="/inbox" search={{}} className={buttonClass('plain')}>
          {say('inbox.filtered.clear')}
        </Link>
      </Empty>
    )
  }
  const key: EmptyKey = `inbox.empty.${filter.spam ? 'spam' : (filter.status ?? 'none')}`
  return (
    <Empty icon={Inbox} title={say(key)} hint={say(hintFor(key, may))}>
      {key === 'inbox.empty.none' && mayImport && (
        <Link to="/import" className={buttonClass('primary')}>
          {say('nav.import')}
        </Link>
      )}
    </Empty>
  )
}

/** What to do about an empty list, for who may do it. */
function hintFor(key: EmptyKey, may: ReadonlySet<Permission>): Key {
  if (key === 'inbox.empty.none' && !may.has('imports.write')) return 'inbox.empty.none.others'
  if (key === 'inbox.empty.archived' && !may.has('conversations.write')) return 'inbox.empty.archived.others'
  return `${key}.hint`
}
