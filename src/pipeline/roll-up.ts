import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { deriveConversations, deriveDay } from '../insights/insights.ts'
import type { Store } from '../store/store.ts'

export type RollUpIo = { store: Store; log: Log }

export type RollUpOptions = {
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
  /** Whether imports are at work, to which the stage gives way. */
  isBusy: () => boolean
}

/** What was made anew. */
export type RolledUp = { conversations: number; days: number }

/** Keeps the figures of conversations and days true in the background. Disposing it ends it after the transaction in hand. */
export type RollUp = AsyncDisposable & {
  /** Something may have changed: of this firm; or anything may lack, of any firm. */
  wake(tenantId?: Id): void
  /** Resolves when nothing of the firm lacks figures; throws when the stage fails. */
  catchUp(tenantId: Id): Promise<RolledUp>
}

/** While imports work, a batch each so often. */
const BUSY_PAUSE_MS = 2_000

/**
 * Makes the figures anew of what changed (`insight_due`), and then adds up the days that this touched. Both are recomputed
 * from what they are made of, so a kill loses at most the transaction in hand, and twice is as once.
 */
export function openRollUp(io: RollUpIo, options: RollUpOptions): RollUp {
  const closing = new AbortController()
  const due = new Set<Id>()
  /** Firms of which it is looked, once, whether anything lacks figures of the present version. */
  const unlooked = new Set<Id>()
  let everybody = false
  let working: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()

  const rollUp = async (tenantId: Id, { look, givesWay }: { look: boolean; givesWay: boolean }) => {
    const done: RolledUp = { conversations: 0, days: 0 }
    for (;;) {
      closing.signal.throwIfAborted()
      const conversations = await io.store.write(tenantId, (tx) => deriveConversations(tx, { look }))
      done.conversations += conversations
      if (conversations === 0) {
        const day = await io.store.write(tenantId, deriveDay)
        if (day === null) return done
        done.days++
      }
      if (givesWay && options.isBusy()) await pause(BUSY_PAUSE_MS, undefined, { signal: closing.signal })
    }
  }
  /** One at a time. */
  const turn = (tenantId: Id, how: { look: boolean; givesWay: boolean }): Promise<RolledUp> => {
    const mine = last.then(() => rollUp(tenantId, how))
    last = mine.catch(() => undefined)
    return mine
  }
  const work = async () => {
    while (!closing.signal.aborted) {
      if (everybody) {
        everybody = false
        for (const { id } of await options.firms()) {
          due.add(id)
          unlooked.add(id)
        }
      }
      const [tenantId] = due
      if (tenantId === undefined) return
      due.delete(tenantId)
      await turn(tenantId, { look: unlooked.delete(tenantId), givesWay: true }).catch((error: unknown) => {
        if (closing.signal.aborted) return
        unlooked.add(tenantId)
        io.log.error({ code: errorCode(error), tenantId, kind: nameOf(error) }, 'rolling up figures failed')
      })
    }
  }
  return {
    wake: (tenantId) => {
      if (tenantId === undefined) everybody = true
      else due.add(tenantId)
      if (closing.signal.aborted) return
      working ??= work()
        .catch((error: unknown) => io.log.error({ kind: nameOf(error) }, 'rolling up figures failed'))
        .finally(() => {
          working = undefined
        })
    },
    catchUp: (tenantId) => turn(tenantId, { look: true, givesWay: false }),
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      await working
      await last
    },
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
