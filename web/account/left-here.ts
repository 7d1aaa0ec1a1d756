import type { Me } from '../../src/contract/access.ts'
import { forgetDrafts } from '../inbox/reply/draft.ts'
import { forgetSearches } from '../search/recent.ts'

/** Whose drafts and searches this browser keeps. */
const STORED = 'plumbline.leftBy'

/**
 * Forgets what somebody else has left in this browser, when it is known who is here: a session that ran out, unlike signing out,
 * leaves it all. Searches are of one firm; what one writes to a conversation waits for whoever wrote it while they look at another.
 */
export function forgetOthers({ person, firm }: Me): void {
  try {
    const is = [person?.id ?? '', firm.id]
    const was = localStorage.getItem(STORED)?.split(' ') ?? is
    if (was[0] !== is[0]) forgetDrafts()
    if (was[0] !== is[0] || was[1] !== is[1]) forgetSearches()
    localStorage.setItem(STORED, is.join(' '))
  } catch {} // a browser that keeps nothing has nothing of others
}

/** Forgets all of it, as when somebody signs out. */
export function forgetAll(): void {
  forgetDrafts()
  forgetSearches()
  localStorage.removeItem(STORED)
}
