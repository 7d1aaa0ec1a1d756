import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query'
import type { Message, MessagePage } from '../../../src/contract/conversations.ts'
import { listMessages } from '../../api/endpoints.ts'

type Pages = InfiniteData<MessagePage, string | undefined>

const THREADS = ['conversations', 'messages']
/** So many pages are asked for anew; of longer threads, whose end one does not look at, the newest alone. */
const PAGES_MAX = 3

/** Shows the messages of conversations as they are now; of all that are open where `ids` is null. */
export async function refreshThread(client: QueryClient, ids: readonly string[] | null): Promise<void> {
  await refresh(client, ({ queryKey }) => ids === null || ids.includes(String(queryKey[2])))
}

/** The same of conversations that show any of some messages. */
export async function refreshThreadsWith(client: QueryClient, ids: readonly string[] | null): Promise<void> {
  const wanted = new Set(ids)
  await refresh(client, ({ state: { data } }) => {
    const pages = (data as Pages | undefined)?.pages ?? []
    return ids === null || pages.some(({ items }) => items.some(({ id }) => wanted.has(id)))
  })
}

async function refresh(client: QueryClient, isMeant: (query: Query) => boolean): Promise<void> {
  const threads = client.getQueryCache().findAll({ queryKey: THREADS }).filter(isMeant)
  await Promise.all(
    threads.map(async (query) => {
      const { queryKey } = query
      const pages = (query.state.data as Pages | undefined)?.pages.length ?? 0
      if (!query.isActive() || pages <= PAGES_MAX) return client.invalidateQueries({ queryKey, exact: true })
      const asked = { order: 'newest_first', limit: 100 }
      const head = await listMessages(String(queryKey[2]), asked, {}).catch(() => null) // the next change brings it
      if (head === null) return
      const show = () => client.setQueryData<Pages>(queryKey, (data) => data && withFreshHead(data, head))
      show()
      // Earlier messages that are on their way come with the newest as they were when these were asked for.
      if (query.state.fetchStatus === 'fetching') void query.promise?.then(show, () => {})
    }),
  )
}

/** `data` with its newest messages as `head` has them; what is older stays as loaded. */
export function withFreshHead(data: Pages, head: MessagePage): Pages {
  const oldest = head.items.at(-1)
  const [first] = data.pages
  if (oldest === undefined || first === undefined || head.next === null)
    return { pages: [head], pageParams: [undefined] }
  const kept = (page: MessagePage) => page.items.filter((item) => isBefore(item, oldest))
  return {
    ...data,
    pages: data.pages.map((page, index) => ({
      ...page,
      ...(index === 0 && { newestMessageId: head.newestMessageId }),
      items: index === 0 ? [...head.items, ...kept(page)] : kept(page),
    })),
  }
}

const isBefore = (a: Message, b: Message): boolean => (a.at === b.at ? a.id < b.id : a.at < b.at)
