import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { TicketActor } from '../tickets/tickets.ts'

/** Who changes something, and by which clock. */
export type By = {
  clock: Clock
  actor: TicketActor
  /** Of a change of tickets that has begun, of which this is a part. */
  changeId?: Id | undefined
}
