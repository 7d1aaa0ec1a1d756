import type { Clock } from '../base/clock.ts'
import type { Subscriber } from '../events/events.ts'
import { dueByIds } from './link.ts'

const DONE = ['added', 'changed', 'removed']

/**
 * Hears what changes here, and notes what is to be seen to in the mirrors, in the transaction that moves its cursor. What a mirror
 * brought is not sent back to it (loop guard): bringing it in, its row was compared already.
 */
export function mirrorSubscriber({ clock }: { clock: Clock }): Subscriber {
  return {
    name: 'mirror',
    kinds: ['ticket', 'customer'].flatMap((subject) => DONE.map((done) => `${subject}.${done}`)),
    from: 'now',
    within: async (tx, { kind, ids, actor }) => {
      const except = actor.startsWith('mirror:') ? actor.slice('mirror:'.length) : null
      await dueByIds(tx, {
        kind: kind.startsWith('ticket.') ? 'ticket' : 'customer',
        ids,
        except,
        now: clock.now(),
      })
    },
  }
}
