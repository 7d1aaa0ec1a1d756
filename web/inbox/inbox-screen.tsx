import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useCallback } from 'react'
import { countsQuery, type InboxFilter } from '../api/queries.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { FoundAloud } from '../parts/found-aloud.tsx'
import { ConversationList } from './conversation-list.tsx'
import { InboxFilters } from './inbox-filters.tsx'
import { SettledLine } from './settled-line.tsx'
import { Thread } from './thread/thread.tsx'
import { useInbox } from './use-inbox.ts'
import { useListKeys } from './use-list-keys.ts'

const route = getRouteApi('/app/inbox')
const openRoute = getRouteApi('/app/inbox/$conversationId')

/** The inbox: the list at the left, the open conversation beside it; on a phone one over the other. */
export function InboxScreen() {
  const say = useSay()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const openId = useParams({ strict: false }).conversationId
  const inbox = useInbox(filter)
  const counts = useQuery(countsQuery).data
  const chosenId = useListKeys(inbox.items, openId)
  useTitle(openId === undefined ? say('nav.inbox') : undefined)

  const narrow = useCallback(
    (change: Partial<InboxFilter>) =>
      void navigate({ search: (was) => ({ ...was, ...change }), replace: true }),
    [navigate],
  )
  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label={say('inbox.list')}
        className={`flex min-h-0 w-full flex-col low:overflow-y-auto md:w-80 md:shrink-0 md:border-line md:border-r 2xl:w-96 ${openId === undefined ? '' : 'max-md:invisible max-md:absolute max-md:inset-0'}`}
      >
        <InboxFilters filter={filter} counts={counts} onChange={narrow} />
        <SettledLine filter={filter} counts={counts} />
        <FoundAloud
          asked={JSON.stringify(filter)}
          count={inbox.list.isSuccess ? inbox.items.length : undefined}
          hasMore={inbox.list.hasNextPage}
        />
        <ConversationList inbox={inbox} filter={filter} chosenId={chosenId} />
      </section>
      <div className={`min-h-0 min-w-0 flex-1 ${openId === undefined ? 'hidden md:flex' : 'flex'}`}>
        <Outlet />
      </div>
    </div>
  )
}

/** What stands beside the list while no conversation is open. */
export function NothingOpen() {
  const say = useSay()
  return (
    <div className="grid flex-1 place-items-center">
      <Empty icon={MessagesSquare} title={say('inbox.choose')} hint={say('inbox.choose.hint')} />
    </div>
  )
}

/** The conversation that the address names. */
export function OpenConversation() {
  const { conversationId } = openRoute.useParams()
  return <Thread key={conversationId} conversationId={conversationId} />
}
