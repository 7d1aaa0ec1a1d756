import type { Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import type { Store } from '../store/store.ts'
import { conversationsToDecide, decideConversation, settleTickets } from '../tickets/tickets.ts'

export type TicketerIo = { store: Store; clock: Clock; log: Log; audit: Pick<Audit, 'record'> }

export type TicketerOptions = {
  /** Confidence from which a ticket is opened or changed by itself. */
  threshold: number
  /** Conversations whose newest message is older are left alone, unless they wait for an answer. */
  recentDays: number
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
}

/** The stage that gives conversations their tickets, one firm at a time. Disposing it ends it after the transaction in hand. */
export type Ticketer = AsyncDisposable & {
  /** There may be something to decide: of this firm, or of any. */
  wake(tenantId?: Id): void
  /** Resolves when nothing of the firm lacks a decision; throws when the stage fails. */
  catchUp(tenantId: Id): Promise<void>
}

/** Conversations decided in one transaction: some 30 ms of the database, which others wait for. */
const BATCH_CONVERSATIONS = 8
const LOOK_CONVERSATIONS = 400

/**
 * Decides what lacks a decision by what is understood of it now. Idempotent, in transactions of its own, and never in an
 * import's: a kill loses at most the batch in hand, and the next look finds what is lacking.
 */
export function openTicketer(io: TicketerIo, options: TicketerOptions): Ticketer {
  const closing = new AbortController()
  const due = new Set<Id>()
  let everybody = false
  let working: Promise<void> | undefined

  const workOn = async (tenantId: Id) => {
    for (;;) {
      const ids = await io.store.read(tenantId, (db) =>
        conversationsToDecide(db, {
          now: io.clock.now(),
          recentDays: options.recentDays,
          limit: LOOK_CONVERSATIONS,
        }),
      )
      let decided = 0
      for (let at = 0; at < ids.length; at += BATCH_CONVERSATIONS) {
        closing.signal.throwIfAborted()
        decided += await io.store.write(tenantId, async (tx) => {
          let count = 0
          for (const conversationId of ids.slice(at, at + BATCH_CONVERSATIONS))
            count += await decideConversation(tx, {
              ...io,
              tenantId,
              threshold: options.threshold,
              conversationId,
            })
          return count
        })
      }
      if (ids.length < LOOK_CONVERSATIONS || decided === 0) break
    }
    await io.store.write(tenantId, (tx) => settleTickets(tx, io))
  }
  const work = async () => {
    while (!closing.signal.aborted) {
      if (everybody) {
        everybody = false
        for (const { id } of await options.firms()) due.add(id)
      }
      const [tenantId] = due
      if (tenantId === undefined) return
      due.delete(tenantId)
      await turn(tenantId).catch((error: unknown) => {
        if (closing.signal.aborted) return
        io.log.error({ code: errorCode(error), tenantId }, 'deciding on tickets failed')
      })
    }
  }
  /** One at a time: two at once would decide the same. */
  let last: Promise<unknown> = Promise.resolve()
  const turn = (tenantId: Id): Promise<void> => {
    const mine = last.then(() => workOn(tenantId))
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    wake: (tenantId) => {
      if (tenantId === undefined) everybody = true
      else due.add(tenantId)
      if (closing.signal.aborted) return
      working ??= work()
        .catch((error: unknown) => io.log.error({ code: errorCode(error) }, 'deciding on tickets failed'))
        .finally(() => {
          working = undefined
        })
    },
    catchUp: (tenantId) => turn(tenantId),
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await working
      await last
    },
  }
}
