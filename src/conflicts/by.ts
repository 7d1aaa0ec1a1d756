import type { Clock } from '../base/clock.ts'
import type { TicketActor } from '../tickets/tickets.ts'

/** Who changes something, and by which clock. */
export type By = { clock: Clock; actor: TicketActor }
