import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Conversation, ConversationPage } from '../src/contract/conversations.ts'
import { type Pages, withFreshHead } from '../web/inbox/pages.ts'

/** Conversation `n`; the higher, the older. */
const line = (n: number) =>
  ({
    id: String(n).padStart(4, '0'),
    lastAt: new Date(Date.UTC(2026, 4, 20) - n * 60_000).toISOString(),
    urgency: null,
    hazard: null,
  }) as unknown as Conversation
const lines = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => line(first + at))
const page = (items: Conversation[], next: string | null) => ({ items, next }) as ConversationPage
const loaded = (...pages: ConversationPage[]): Pages => ({
  pages,
  pageParams: [undefined, ...pages.slice(1).map((_, at) => String(at))],
})
const shown = (pages: Pages) => pages.pages.flatMap(({ items }) => items.map(({ id }) => Number(id)))

describe('a list of conversations whose top is fetched anew', () => {
  it('goes on after the top, once lines that came up stand in place of archived ones', () => {
    const before = loaded(page(lines(4, 100), 'after 100')) // 1, 2 and 3 were archived
    const fresh = withFreshHead(before, page(lines(4, 103), 'after 103'), {})
    assert.deepEqual(fresh.pages.at(-1)?.next, 'after 103')
    assert.deepEqual(
      shown(fresh),
      lines(4, 103).map(({ id }) => Number(id)),
    )
  })

  it('keeps what is loaded further down, each line once', () => {
    const before = loaded(page(lines(2, 100), 'after 100'), page(lines(101, 200), 'after 200'))
    const fresh = withFreshHead(before, page(lines(1, 100), 'after 100'), {})
    assert.equal(fresh.pages.at(-1)?.next, 'after 200')
    assert.deepEqual(
      shown(fresh),
      lines(1, 200).map(({ id }) => Number(id)),
    )
  })

  it('is the top alone where there is no more', () => {
    const fresh = withFreshHead(loaded(page(lines(1, 100), 'after 100')), page(lines(1, 3), null), {})
    assert.deepEqual(shown(fresh), [1, 2, 3])
  })
})
