import type { Clock } from '../../base/clock.ts'
import type { Log } from '../../base/log.ts'
import { deriveConversations, deriveDays } from '../../insights/insights.ts'
import type { Store } from '../../store/store.ts'
import { type Background, type BackgroundOptions, openBackground } from './background.ts'

export type RollUpIo = { store: Store; clock: Clock; log: Log }

/** What was made anew. */
export type RolledUp = { conversations: number; days: number }

/** Keeps the figures of conversations and days true. */
export type RollUp = Background<RolledUp>

/**
 * Makes the figures anew of what changed (`insight_due`), and then adds up the days that this touched. Both are recomputed
 * from what they are made of, so a kill loses at most the transaction in hand, and twice is as once. Notes tell what changed;
 * only a turn that looks through everything asks whether anything lacks figures of the present version.
 */
export function openRollUp(io: RollUpIo, options: BackgroundOptions): RollUp {
  return openBackground<RolledUp>(io, {
    ...options,
    name: 'rolling up figures',
    rest: { factor: 4, msMin: 1_000 },
    work: async ({ tenantId, madeSince, giveWay }) => {
      const done: RolledUp = { conversations: 0, days: 0 }
      let looks = true
      for (;;) {
        const conversations: number = looks
          ? await io.store.write(tenantId, (tx) => deriveConversations(tx, { look: madeSince === undefined }))
          : 0
        const days = conversations === 0 ? await io.store.write(tenantId, deriveDays) : 0
        if (conversations === 0 && days === 0) return done
        done.conversations += conversations
        done.days += days
        const isNew = await giveWay()
        looks = isNew || conversations > 0
      }
    },
  })
}
