import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { type Encoder, makeVectors } from '../../embeddings/embeddings.ts'
import type { Store } from '../../store/store.ts'
import { type Background, type BackgroundOptions, openBackground } from './background.ts'

export type EmbedderIo = { store: Store; clock: Clock; log: Log; encoder: Encoder }

/** Makes vectors of what messages mean. */
export type Embedder = Background<void>

export function openEmbedder(io: EmbedderIo, options: BackgroundOptions): Embedder {
  return openBackground<void>(io, {
    ...options,
    name: 'making vectors of messages',
    rest: { factor: 1, msMin: 2_000 },
    work: ({ tenantId, madeSince, signal, giveWay }) =>
      makeVectors(io, { tenantId, madeSince, signal, onBatch: giveWay }),
  })
}
