import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { updateIndex } from '../../search/search.ts'
import type { Store } from '../../store/store.ts'
import { type Background, type BackgroundOptions, openBackground } from './background.ts'

export type IndexerIo = { store: Store; clock: Clock; log: Log }

/** Keeps the index of words true. */
export type Indexer = Background<void>

export function openIndexer(io: IndexerIo, options: BackgroundOptions): Indexer {
  return openBackground<void>(io, {
    ...options,
    name: 'indexing words',
    rest: { factor: 4, msMin: 500 },
    work: ({ tenantId, madeSince, signal, giveWay }) =>
      updateIndex(io, { tenantId, madeSince, signal, onBatch: giveWay }),
  })
}
