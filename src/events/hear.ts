import type { Id } from '../base/ids.ts'
import type { Store } from '../store/store.ts'

/**
 * Hears until disposed of what is committed, whoever did it: of which firm, and of which subject, a call for each. Neither is told where
 * something may have been missed.
 */
export function hearEvents(
  { hear }: Pick<Store, 'hear'>,
  heard: (firm: Id | undefined, subject: string | undefined) => void,
): Disposable {
  return hear('plumbline_event', (payload) => {
    const [firm, subject] = payload?.split(' ') ?? []
    heard(firm as Id | undefined, subject)
  })
}
