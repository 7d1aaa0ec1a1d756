import { currentRule, restConversations, threadAgain } from '../../inbox/inbox.ts'
import { idsOf, type Repairer } from '../repair.ts'

/** Threads and judges again what is in the wrong place, or does not stand as its messages say. */
export const threadAgainRepair: Repairer = {
  way: 'inside',
  apply: async (tx, { clock, timeoutHours }, found) => {
    const rule = await currentRule(tx, { clock, timeoutHours })
    await threadAgain(tx, {
      ...{ clock, rule },
      messageIds: idsOf(found, 'message'),
      conversationIds: idsOf(found, 'conversation'),
    })
  },
}

/** Lays away what silence is to lay away. */
export const layAwayRepair: Repairer = {
  way: 'inside',
  apply: async (tx, { clock, timeoutHours }) => {
    const rule = await currentRule(tx, { clock, timeoutHours })
    await restConversations(tx, { clock, rule })
  },
}
