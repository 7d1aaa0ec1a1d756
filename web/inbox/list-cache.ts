import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Conversation, ConversationPage } from '../../src/contract/conversations.ts'
import type { InboxFilter } from '../api/queries.ts'

/** The pages of a conversation list as the cache holds them, in the server's order over all pages. */
export type Pages = InfiniteData<ConversationPage, string | undefined>

/** How the keys of all lists begin. */
export const LISTS = ['conversations', 'list']

type Order = (a: Conversation, b: Conversation) => number

const newestFirst: Order = (a, b) =>
  a.lastAt === b.lastAt ? (a.id < b.id ? 1 : -1) : a.lastAt < b.lastAt ? 1 : -1

/** The order of a list, which the server sets: newest first, but in a status that is not the archive, what is pressing before all others. */
const orderOf = (filter: InboxFilter): Order =>
  filter.status !== undefined && filter.status !== 'archived'
    ? (a, b) => pressing(b) - pressing(a) || newestFirst(a, b)
    : newestFirst

function pressing({ urgency, hazard }: Conversation): number {
  if (urgency === 'emergency' || hazard !== null) return 2
  return urgency === 'high' ? 1 : 0
}

/** `pages` without the conversation. */
export function without(pages: Pages, id: string): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.items.some((item) => item.id === id)
        ? { ...page, items: page.items.filter((item) => item.id !== id) }
        : page,
    ),
  }
}

/** `pages` with the conversation at its place; unchanged when that place is beyond what is loaded. */
export function withConversation(pages: Pages, conversation: Conversation, filter: InboxFilter): Pages {
  const order = orderOf(filter)
  const clean = without(pages, conversation.id)
  const at = clean.pages.findIndex((page) => {
    const last = page.items.at(-1)
    return page.next === null || (last !== undefined && order(conversation, last) < 0)
  })
  if (at === -1) return clean
  return {
    ...clean,
    pages: clean.pages.map((page, index) =>
      index === at ? { ...page, items: [...page.items, conversation].sort(order) } : page,
    ),
  }
}

/**
 * `pages` with a fresh first page: what comes before its last line is exactly what it says, what comes after
 * stays as loaded. So news appear, and nobody loses their place.
 */
export function withFreshHead(pages: Pages, head: ConversationPage, filter: InboxFilter): Pages {
  const order = orderOf(filter)
  const last = head.items.at(-1)
  if (last === undefined || head.next === null) return { pages: [head], pageParams: [undefined] }
  const fresh = new Set(head.items.map((item) => item.id))
  const after = (item: Conversation) => !fresh.has(item.id) && order(last, item) < 0
  // Nothing that is loaded goes on from there: the next page is the one after the head.
  if (!pages.pages.some((page) => page.items.some(after))) return { pages: [head], pageParams: [undefined] }
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const kept = page.items.filter(after)
      return { ...page, items: index === 0 ? [...head.items, ...kept] : kept }
    }),
  }
}

/** Takes a conversation out of every list of a status it no longer has; gives back what undoes that. */
export function dropFromLists(
  client: QueryClient,
  conversation: Conversation,
  keep: (key: QueryKey) => boolean,
) {
  const dropped: QueryKey[] = []
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: LISTS })) {
    if (pages === undefined || keep(key)) continue
    if (!pages.pages.some((page) => page.items.some((item) => item.id === conversation.id))) continue
    dropped.push(key)
    client.setQueryData<Pages>(key, without(pages, conversation.id))
  }
  return () => {
    for (const key of dropped) {
      client.setQueryData<Pages>(
        key,
        (pages) => pages && withConversation(pages, conversation, key[2] as InboxFilter),
      )
    }
  }
}

/** Puts a changed conversation in the place of its old self, in every list that shows it. */
export function patchInLists(client: QueryClient, conversation: Conversation) {
  client.setQueriesData<Pages>({ queryKey: LISTS }, (pages) => {
    if (!pages?.pages.some((page) => page.items.some((item) => item.id === conversation.id))) return pages
    return {
      ...pages,
      pages: pages.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === conversation.id ? conversation : item)),
      })),
    }
  })
}
