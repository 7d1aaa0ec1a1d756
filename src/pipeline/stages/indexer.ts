import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { updateIndex } from '../../search/search.ts'
import type { Store } from '../../store/store.ts'
import { type Background, type BackgroundOptions, openBackground } from './background.ts'

export type IndexerIo = { store: Store; clock: Clock; log: Log }

/** Keeps the index of words true. */
export type Indexer = Background<void> & {
  /** Whether the index has all but what came in the last moments, as far as this process knows. */
  isComplete(tenantId: Id): boolean
}

export function openIndexer(io: IndexerIo, options: BackgroundOptions): Indexer {
  /** Firms whose index had everything once since this process began. */
  const complete = new Set<Id>()
  const background = openBackground<void>(io, {
    ...options,
    name: 'indexing words',
    rest: { factor: 4, msMin: 500 },
    work: async ({ tenantId, madeSince, signal, giveWay }) => {
      await updateIndex(io, { tenantId, madeSince, signal, onBatch: giveWay })
      complete.add(tenantId) // the first turn of all looks through everything
    },
  })
  return { ...background, isComplete: (tenantId) => complete.has(tenantId) }
}
