import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Conversation } from '../../src/contract/conversations.ts'
import type { InboxFilter } from '../api/queries.ts'
import { type Pages, withConversation, without } from './pages.ts'

/** How the keys of all lists begin. */
export const LISTS = ['conversations', 'list']

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
