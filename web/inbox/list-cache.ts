import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Conversation, ConversationPage } from '../../src/contract/conversations.ts'

/** The pages of a conversation list as the cache holds them; newest first over all pages. */
export type Pages = InfiniteData<ConversationPage, string | undefined>

const LISTS = ['conversations', 'list']

const newerFirst = (a: Conversation, b: Conversation) =>
  a.lastAt === b.lastAt ? (a.id < b.id ? 1 : -1) : a.lastAt < b.lastAt ? 1 : -1

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

/** `pages` with the conversation at its place by time; unchanged when that place is beyond what is loaded. */
export function withConversation(pages: Pages, conversation: Conversation): Pages {
  const clean = without(pages, conversation.id)
  const at = clean.pages.findIndex((page) => {
    const last = page.items.at(-1)
    return page.next === null || (last !== undefined && newerFirst(conversation, last) < 0)
  })
  if (at === -1) return clean
  return {
    ...clean,
    pages: clean.pages.map((page, index) =>
      index === at ? { ...page, items: [...page.items, conversation].sort(newerFirst) } : page,
    ),
  }
}

/**
 * `pages` with a fresh first page: what is newer than its last line is exactly what it says, what is older
 * stays as loaded. So news appear, and nobody loses their place.
 */
export function withFreshHead(pages: Pages, head: ConversationPage): Pages {
  const last = head.items.at(-1)
  if (last === undefined || head.next === null) return { pages: [head], pageParams: [undefined] }
  const fresh = new Set(head.items.map((item) => item.id))
  const older = (item: Conversation) => !fresh.has(item.id) && newerFirst(last, item) < 0
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const kept = page.items.filter(older)
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
      client.setQueryData<Pages>(key, (pages) => pages && withConversation(pages, conversation))
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
