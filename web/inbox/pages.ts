import type { Conversation, ConversationPage, ConversationStatus } from '../../src/contract/conversations.ts'

/** The pages of a conversation list as the cache holds them, in the server's order over all pages. */
export type Pages = { pages: ConversationPage[]; pageParams: (string | undefined)[] }

/** What a list's order goes by. */
type Filter = { status?: ConversationStatus | undefined }

type Order = (a: Conversation, b: Conversation) => number

const newestFirst: Order = (a, b) =>
  a.lastAt === b.lastAt ? (a.id < b.id ? 1 : -1) : a.lastAt < b.lastAt ? 1 : -1

/** The order of a list, which the server sets: newest first, but in a status that is not the archive, what is pressing before all others. */
const orderOf = (filter: Filter): Order =>
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
export function withConversation(pages: Pages, conversation: Conversation, filter: Filter): Pages {
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
export function withFreshHead(pages: Pages, head: ConversationPage, filter: Filter): Pages {
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
