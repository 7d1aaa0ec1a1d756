import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { currentRule, participantsToThread, threadParticipants } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import { watchGrowth } from './growth.ts'

/** About how many messages are threaded in one transaction; one set of participants is never parted. */
const BATCH_MESSAGES = 1_000

/**
 * Threads every message that has no decision by the present rule: new ones, and all of them after the rule has changed.
 * `onBatch` hears of each transaction, inside it.
 */
export async function threadAll(
  io: { store: Store; clock: Clock },
  input: {
    tenantId: Id
    timeoutHours: number
    signal?: AbortSignal | undefined
    onBatch?: (
      tx: Parameters<Parameters<Store['write']>[1]>[0],
      done: { conversationsMade: number; messages: number },
    ) => Promise<void>
  },
): Promise<void> {
  const rule = await io.store.write(input.tenantId, (tx) =>
    currentRule(tx, { clock: io.clock, timeoutHours: input.timeoutHours }),
  )
  const waiting = await io.store.read(input.tenantId, (db) => participantsToThread(db, rule.version))
  const growth = watchGrowth(io.store, ['message', 'conversation', 'threadEntry'])
  for (const participantsIds of batches(waiting)) {
    input.signal?.throwIfAborted()
    await io.store.write(input.tenantId, async (tx) => {
      const done = await threadParticipants(tx, { clock: io.clock, participantsIds, rule })
      await input.onBatch?.(tx, done)
    })
    await growth.batchDone()
  }
}

/** Groups participants so that each group has about BATCH_MESSAGES messages. */
export function* batches(waiting: readonly { participantsId: Id; messages: number }[]): Generator<Id[]> {
  let batch: Id[] = []
  let messages = 0
  for (const next of waiting) {
    if (batch.length > 0 && messages + next.messages > BATCH_MESSAGES) {
      yield batch
      batch = []
      messages = 0
    }
    batch.push(next.participantsId)
    messages += next.messages
  }
  if (batch.length > 0) yield batch
}
