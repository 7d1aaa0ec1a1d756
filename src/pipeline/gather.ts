import type { ReadyBatch } from './read-batch.ts'

export type GatherBounds = {
  /** No more are asked for while as many items wait to be kept. */
  itemsMax: number
  /** The same for their size as they came. */
  bytesMax: number
}

/**
 * Goes on asking a source while what it gave is being kept, and joins what has come meanwhile, so that a source which is slow is
 * kept at once, a mail at a time, and one which is fast costs few transactions. Order, sums and the last cursor are those of the
 * batches; one that tells again of what already waits is not joined to it. What came before the source failed is handed over
 * before its fault is thrown, and nothing once `signal` aborts. Whoever ends early ends `ask`, by the signal that it is given.
 */
export async function* gather(
  ask: (signal: AbortSignal) => AsyncIterable<ReadyBatch>,
  { itemsMax, bytesMax, signal }: GatherBounds & { signal: AbortSignal },
): AsyncGenerator<ReadyBatch> {
  const waiting: ReadyBatch[] = []
  const ending = new AbortController()
  let news = Promise.withResolvers<void>()
  let room = Promise.withResolvers<void>()
  const end: { isHere: boolean; fault?: { error: unknown } } = { isHere: false }

  const fetch = async () => {
    for await (const batch of ask(AbortSignal.any([signal, ending.signal]))) {
      waiting.push(batch)
      news.resolve()
      if (isFull(waiting, { itemsMax, bytesMax })) {
        room = Promise.withResolvers<void>()
        await room.promise
      }
      if (ending.signal.aborted) return
    }
  }
  const fetching = fetch()
    .catch((error: unknown) => {
      end.fault = { error }
    })
    .finally(() => {
      end.isHere = true
      news.resolve()
    })

  try {
    for (;;) {
      if (waiting.length === 0 && !end.isHere) await news.promise
      news = Promise.withResolvers<void>()
      signal.throwIfAborted()
      if (waiting.length > 0) {
        const batch = join(waiting.splice(0, alikeAt(waiting)))
        if (!isFull(waiting, { itemsMax, bytesMax })) room.resolve()
        yield batch
      } else if (end.isHere) {
        if (end.fault !== undefined) throw end.fault.error
        return
      }
    }
  } finally {
    ending.abort()
    room.resolve()
    await fetching
  }
}

function isFull(waiting: readonly ReadyBatch[], { itemsMax, bytesMax }: GatherBounds): boolean {
  let items = 0
  let bytes = 0
  for (const batch of waiting) {
    items += batch.items.length
    for (const item of batch.items) bytes += item.bytes.length
  }
  return items >= itemsMax || bytes >= bytesMax
}

/** How many of the batches, from the first, tell of different things. */
function alikeAt(waiting: readonly ReadyBatch[]): number {
  const met = new Set<string>()
  for (const [at, batch] of waiting.entries()) {
    const paths = [...batch.items, ...batch.setAside].map(({ path }) => path)
    if (paths.some((path) => met.has(path))) return at
    for (const path of paths) met.add(path)
  }
  return waiting.length
}

function join(batches: readonly ReadyBatch[]): ReadyBatch {
  return {
    items: batches.flatMap(({ items }) => items),
    setAside: batches.flatMap(({ setAside }) => setAside),
    incidents: batches.flatMap(({ incidents }) => incidents),
    listed: batches.reduce((sum, { listed }) => sum + listed, 0),
    cursor: batches.at(-1)?.cursor ?? null,
  }
}
