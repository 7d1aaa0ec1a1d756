import type { Store } from '../store/store.ts'

const FIRST_AT = 500
const TIMES = 4

/**
 * The embedded database does not measure its tables by itself, and plans made for empty ones take minutes over full ones. So whoever
 * fills them tells how many messages it has stored by now, and they are measured after the first hundreds, and whenever there are four
 * times as many; a server does it by itself.
 */
export function openMeasuring(store: Pick<Store, 'kind' | 'analyze'>): (stored: number) => Promise<void> {
  let nextAt = FIRST_AT
  return async (stored) => {
    if (store.kind !== 'pglite' || stored < nextAt) return
    nextAt = stored * TIMES
    await store.analyze()
  }
}
