import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import {
  currentRule,
  type ParticipantsToThread,
  participantsToThread,
  threadForTheFirstTime,
  threadParticipants,
} from '../inbox/inbox.ts'
import { freshPlans, type Store, type Tx } from '../store/store.ts'

/** About how many messages are threaded in one transaction; one set of participants is never parted. */
const BATCH_MESSAGES = 1_000
/** Messages threaded for the first time go in smaller batches, several to a transaction: they overlap there. */
const FIRST_BATCH_MESSAGES = 500
const FIRST_BATCHES = 4

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
  const { fresh = [], known = [] } = Object.groupBy(waiting, ({ isNew }) => (isNew ? 'fresh' : 'known'))
  let batch = 0
  const inTransaction = async <Done extends { conversationsMade: number; messages: number }>(
    thread: (tx: Tx) => Promise<Done>,
  ): Promise<Done> => {
    input.signal?.throwIfAborted()
    return await io.store.write(input.tenantId, async (tx) => {
      await freshPlans(tx, batch++)
      const done = await thread(tx)
      await input.onBatch?.(tx, done)
      return done
    })
  }
  const again: Id[][] = [...batches(known, BATCH_MESSAGES)]
  for (const some of chunks([...batches(fresh, FIRST_BATCH_MESSAGES)], FIRST_BATCHES)) {
    const { left } = await inTransaction((tx) =>
      threadForTheFirstTime(tx, { clock: io.clock, rule, batches: some }),
    )
    if (left.length > 0) again.push(left)
  }
  for (const participantsIds of again)
    await inTransaction((tx) => threadParticipants(tx, { clock: io.clock, participantsIds, rule }))
}

function* chunks<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

/** Groups participants so that each group has about so many messages. */
export function* batches(
  waiting: readonly Pick<ParticipantsToThread, 'participantsId' | 'messages'>[],
  messagesMax: number = BATCH_MESSAGES,
): Generator<Id[]> {
  let batch: Id[] = []
  let messages = 0
  for (const next of waiting) {
    if (batch.length > 0 && messages + next.messages > messagesMax) {
      yield batch
      batch = []
      messages = 0
    }
    batch.push(next.participantsId)
    messages += next.messages
  }
  if (batch.length > 0) yield batch
}
