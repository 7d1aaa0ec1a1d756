import { BEGINNING, readAgainFrom } from '../../events/events.ts'
import { callNow } from '../../hooks/hooks.ts'
import { tellUntold } from '../../notices/notices.ts'
import { updateIndex } from '../../search/search.ts'
import { settleTickets } from '../../tickets/tickets.ts'
import { idsOf, type Repairer } from '../repair.ts'

/** Makes tickets say again what follows from their conversations. */
export const settleAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, { clock }) => settleTickets(tx, { clock }),
}

/** Brings the index of words up to date with all messages. */
export const indexAgainRepair: Repairer = {
  way: 'outside',
  apply: ({ store, clock, tenantId }) => updateIndex({ store, clock }, { tenantId }),
}

/** Lets subscribers read the log from its beginning: what they do twice is harmless, by their own promise. */
export const rewindRepair: Repairer = {
  way: 'inside',
  apply: async (tx, { clock }, found) => {
    for (const subscriber of idsOf(found)) await readAgainFrom(tx, { clock, subscriber, from: BEGINNING })
  },
}

/** Tells people of what stands and nobody was told of. */
export const tellNowRepair: Repairer = {
  way: 'inside',
  apply: (tx, { clock }, found) => tellUntold(tx, { clock, causes: idsOf(found) }),
}

/** Has other systems called that are held up. */
export const callNowRepair: Repairer = {
  way: 'inside',
  apply: (tx, { clock }, found) => callNow(tx, { now: clock.now(), ids: idsOf(found) }),
}
