import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { currentRule, participantsToThread, threadParticipants } from '../inbox/inbox.ts'
import { freshPlans, type Store, type Tx } from '../store/store.ts'

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
    onBatch?: (tx: Tx, done: { conversationsMade: number; messages: number }) => Promise<void>
  },
): Promise<void> {
  const rule = await io.store.write(input.tenantId, (tx) =>
    currentRule(tx, { clock: io.clock, timeoutHours: input.timeoutHours }),
  )
  const waiting = await io.store.read(input.tenantId, (db) => participantsToThread(db, rule.version))
  for (const participantsIds of batches(waiting)) {
    input.signal?.throwIfAborted()
    await io.store.write(input.tenantId, async (tx) => {
      await freshPlans(tx)
      const done = await threadParticipants(tx, { clock: io.clock, participantsIds, rule })
      await input.onBatch?.(tx, done)
    })
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
