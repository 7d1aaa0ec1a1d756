import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { type Encoder, makeVectors, openMeaning } from '../../embeddings/embeddings.ts'
import type { Store } from '../../store/store.ts'
import { search } from '../find/search.ts'
import type { JudgedQuery } from './judged.ts'
import { type AnsweredQuery, answerJudged, keysOfMessages } from './relevance.ts'

/** Nobody waits for a query of an evaluation. */
const WAIT_MS = 60_000
const LIMIT = 10

/** Asks judged queries of a sample firm whose words are indexed; reads its messages for their meaning first. */
export async function answerSample(
  io: { store: Store; clock: Clock; encoder: Encoder },
  { tenantId, judged, signal }: { tenantId: Id; judged: readonly JudgedQuery[]; signal?: AbortSignal },
): Promise<AnsweredQuery[]> {
  const { store, clock } = io
  const encoder = readingOnce(io.encoder)
  await makeVectors({ store, clock, encoder }, { tenantId, signal })
  const meaning = openMeaning(encoder)
  const keys = await store.read(tenantId, keysOfMessages)
  return answerJudged(judged, async (ask, by) => {
    signal?.throwIfAborted()
    const { items } = await search(
      { store, meaning },
      {
        tenantId,
        query: ask,
        by,
        kinds: new Set(['message']),
        limit: LIMIT,
        now: clock.now(),
        waitMs: WAIT_MS,
      },
    )
    return items.flatMap(({ messageId }) => keys.get(messageId ?? '') ?? [])
  })
}

/** Of a firm whose customers say the same things, each is read once. */
function readingOnce(encoder: Encoder): Encoder {
  const known = new Map<string, Int8Array | null>()
  return {
    ...encoder,
    encode: async (texts) => {
      const unknown = [...new Set(texts)].filter((text) => !known.has(text))
      const vectors = await encoder.encode(unknown)
      for (const [at, text] of unknown.entries()) known.set(text, vectors[at] ?? null)
      return texts.map((text) => known.get(text) ?? null)
    },
  }
}
