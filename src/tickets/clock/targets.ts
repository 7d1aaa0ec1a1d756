import type { TicketPriority } from '../../contract/tickets.ts'
import { addWorking, type WorkCalendar, workingBetween } from './working-time.ts'

const HOUR_MS = 3_600_000

/** By when a first answer and the work itself are due, in working time; emergencies count round the clock. */
export const targets: Readonly<Record<TicketPriority, { respondMs: number; solveMs: number }>> = {
  emergency: { respondMs: HOUR_MS / 4, solveMs: 4 * HOUR_MS },
  high: { respondMs: HOUR_MS, solveMs: 9 * HOUR_MS },
  medium: { respondMs: 4 * HOUR_MS, solveMs: 27 * HOUR_MS },
  low: { respondMs: 9 * HOUR_MS, solveMs: 90 * HOUR_MS },
}

/** Which hours count for a priority. */
export function calendarFor(priority: TicketPriority, hours: WorkCalendar): WorkCalendar {
  return priority === 'emergency' ? 'always' : hours
}

/** When both are due, for a customer who waits since `fromMs`; the work later by the time for which the clock has stood. */
export function dueFrom(
  hours: WorkCalendar,
  input: { priority: TicketPriority; fromMs: number; pausedMs: number },
): { respondByMs: number; solveByMs: number } {
  const calendar = calendarFor(input.priority, hours)
  const { respondMs, solveMs } = targets[input.priority]
  return {
    respondByMs: addWorking(calendar, input.fromMs, respondMs),
    solveByMs: addWorking(calendar, input.fromMs, solveMs + input.pausedMs),
  }
}

/** Working time that passed while the customer was waited for, milliseconds. */
export function pausedFor(
  hours: WorkCalendar,
  input: { priority: TicketPriority; pausedAtMs: number; nowMs: number },
): number {
  return workingBetween(calendarFor(input.priority, hours), input.pausedAtMs, input.nowMs)
}
