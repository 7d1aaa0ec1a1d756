import type { InfiniteData } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Question, questionPage } from '../../src/contract/customers.ts'

/** The pages of the open questions as the cache holds them, in the server's order over all pages. */
export type Pages = InfiniteData<z.infer<typeof questionPage>, string | undefined>

/** Surest first, as the server has them. */
const order = (a: Question, b: Question) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1)

/** `pages` without the question. */
export const withoutQuestion = (pages: Pages, id: string): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) })),
})

/** `pages` with the question at its place; without it when that place is beyond what is loaded. */
export function withQuestion(pages: Pages, question: Question): Pages {
  const clean = withoutQuestion(pages, question.id)
  const at = clean.pages.findIndex((page) => {
    const last = page.items.at(-1)
    return page.next === null || (last !== undefined && order(question, last) < 0)
  })
  return {
    ...clean,
    pages: clean.pages.map((page, index) =>
      index === at ? { ...page, items: [...page.items, question].sort(order) } : page,
    ),
  }
}
