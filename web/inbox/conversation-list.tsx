import { useRouterState } from '@tanstack/react-router'
import type { Conversation } from '../../src/contract/conversations.ts'
import type { InboxFilter } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { VirtualList } from '../parts/virtual-list.tsx'
import { ConversationRow, ROW_HEIGHT } from './conversation-row.tsx'
import { NoConversations } from './no-conversations.tsx'
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
      which={JSON.stringify(filter)}
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
      row={(conversation, tabIndex) => (
        <ConversationRow
          search={search}
          conversation={conversation}
          chosen={conversation.id === chosenId}
          tabIndex={tabIndex}
        />
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
