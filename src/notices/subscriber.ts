import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Event, Subscriber } from '../events/events.ts'
import type { Tx } from '../store/store.ts'
import { NEWS_MS } from './cause.ts'
import { waitingConflicts } from './standing/conflicts.ts'
import { dangers } from './standing/dangers.ts'
import { lateTickets } from './standing/late-tickets.ts'
import { troubledMirrors } from './standing/mirrors.ts'
import { cameBackReplies, failedReplies } from './standing/replies.ts'
import { settleStanding } from './standing.ts'
import { tellOf } from './tell.ts'
import { ticketNews } from './tickets.ts'

/** Whose cursor tells how far people are told of what changed. */
export const noticeSubscriberName = 'notices'

/** What it hears of. */
export const noticeSubscriberKinds: readonly string[] = [
  ...['conversation.added', 'conversation.changed', 'ticket.added', 'ticket.changed', 'reply.changed'],
  ...['conflict.added', 'conflict.changed', 'alert.added', 'alert.changed'],
]

/** Columns of a conversation by which a danger begins, takes another turn, or ends. */
const OF_DANGER = [
  'hazard',
  'urgency',
  'urgent_message_id',
  'status',
  'spam',
  'merged_into',
  'archived_at',
  'last_message_id',
]

/**
 * Turns what changes into notices, in the transaction that moves its cursor. What can be seen in the rows is looked up there, so
 * that an event which comes twice, late or out of turn tells nothing that is not so; it hears nothing of notices themselves.
 */
export function noticeSubscriber({ clock }: { clock: Clock }): Subscriber {
  return {
    name: noticeSubscriberName,
    kinds: noticeSubscriberKinds,
    from: 'now',
    within: async (tx, event) => {
      // What stands and is old enough to be no news is ended by the clock's look.
      if (clock.now().getTime() - event.at.getTime() > NEWS_MS) return
      await hear(tx, { clock, event })
    },
  }
}

async function hear(tx: Tx, { clock, event }: { clock: Clock; event: Event }): Promise<void> {
  const { kind, ids, actor } = event
  const [subject] = kind.split('.')
  if (subject === 'conversation') {
    const touched = ids.filter((id) => kind === 'conversation.added' || touches(event, id))
    if (touched.length > 0) await settleStanding(tx, { clock, standing: dangers, ids: touched })
    if (ids.some((id) => event.changes?.[id]?.status_reason?.[1] === 'came_back'))
      await settleStanding(tx, { clock, standing: cameBackReplies })
  } else if (subject === 'ticket') {
    await tellOf(tx, { clock, causes: await ticketNews(tx, event) })
    await settleStanding(tx, { clock, standing: lateTickets, ids })
  } else if (subject === 'reply') {
    await settleStanding(tx, { clock, standing: failedReplies, ids })
  } else if (subject === 'conflict') {
    await settleStanding(tx, { clock, standing: waitingConflicts, ids, actor })
  } else await settleStanding(tx, { clock, standing: troubledMirrors })
}

const touches = (event: Event, id: Id): boolean => {
  const changes = event.changes?.[id]
  return changes !== undefined && OF_DANGER.some((column) => changes[column] !== undefined)
}
