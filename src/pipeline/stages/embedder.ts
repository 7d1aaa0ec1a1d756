import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { type Encoder, makeVectors } from '../../embeddings/embeddings.ts'
import type { Store } from '../../store/store.ts'
import { type Background, type BackgroundOptions, openBackground } from './background.ts'

export type EmbedderIo = { store: Store; clock: Clock; log: Log; encoder: Encoder }

/** Makes vectors of what messages mean. */
export type Embedder = Background<void> & {
  /** Whether all messages have theirs but what came in the last moments, as far as this process knows. */
  isComplete(tenantId: Id): boolean
}

export function openEmbedder(io: EmbedderIo, options: BackgroundOptions): Embedder {
  /** Firms whose messages all had theirs once since this process began. */
  const complete = new Set<Id>()
  const background = openBackground<void>(io, {
    ...options,
    name: 'making vectors of messages',
    rest: { factor: 1, msMin: 2_000 },
    work: async ({ tenantId, madeSince, signal, giveWay }) => {
      await makeVectors(io, { tenantId, madeSince, signal, onBatch: giveWay })
      complete.add(tenantId) // the first turn of all looks through everything
    },
  })
  return { ...background, isComplete: (tenantId) => complete.has(tenantId) }
}
