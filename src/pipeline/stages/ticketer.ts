import type { Audit } from '../../audit/audit.ts'
import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import type { Store } from '../../store/store.ts'
import { conversationsToDecide, decideConversation, settleTickets } from '../../tickets/tickets.ts'
import { type Background, type BackgroundOptions, openBackground, type Turn } from './background.ts'

export type TicketerIo = { store: Store; clock: Clock; log: Log; audit: Pick<Audit, 'record'> }

export type TicketerOptions = BackgroundOptions & {
  /** Confidence from which a ticket is opened or changed by itself. */
  threshold: number
  /** Conversations whose newest message is older are left alone, unless they wait for an answer. */
  recentDays: number
}

/** Gives conversations their tickets. */
export type Ticketer = Background<void>

/** Conversations decided in one transaction: some 30 ms of the database, which others wait for. */
const BATCH_CONVERSATIONS = 8
const LOOK_CONVERSATIONS = 400

/**
 * Decides what lacks a decision by what is understood of it now. Idempotent, in transactions of its own, and never in an
 * import's: a kill loses at most the batch in hand, and the next look finds what is lacking.
 */
export function openTicketer(io: TicketerIo, options: TicketerOptions): Ticketer {
  return openBackground<void>(io, {
    ...options,
    name: 'deciding on tickets',
    rest: { factor: 4, msMin: 500 },
    work: async (turn) => {
      while (await decideSome(io, { ...turn, threshold: options.threshold, recentDays: options.recentDays }));
      await io.store.write(turn.tenantId, (tx) => settleTickets(tx, io))
    },
  })
}

/** Whether to look again. */
async function decideSome(
  io: TicketerIo,
  { tenantId, threshold, recentDays, giveWay }: Turn & Pick<TicketerOptions, 'threshold' | 'recentDays'>,
): Promise<boolean> {
  const ids = await io.store.read(tenantId, (db) =>
    conversationsToDecide(db, { now: io.clock.now(), recentDays, limit: LOOK_CONVERSATIONS }),
  )
  let decided = 0
  for (let at = 0; at < ids.length; at += BATCH_CONVERSATIONS) {
    decided += await io.store.write(tenantId, async (tx) => {
      let count = 0
      for (const conversationId of ids.slice(at, at + BATCH_CONVERSATIONS))
        count += await decideConversation(tx, { ...io, tenantId, threshold, conversationId })
      return count
    })
    if (await giveWay()) return true
  }
  return decided > 0 && ids.length === LOOK_CONVERSATIONS
}
