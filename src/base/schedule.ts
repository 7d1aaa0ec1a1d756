import { Cron } from 'croner'

/** Whether a text says when, as cron has it: minute, hour, day, month, weekday. */
export function isSchedule(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5) return false
  try {
    return new Cron(text, { paused: true }).nextRun() !== null
  } catch {
    return false
  }
}

/** Calls `work` as the schedule says, until disposed. */
export function keepSchedule(schedule: string, work: () => void): Disposable {
  const cron = new Cron(schedule, work)
  return { [Symbol.dispose]: () => cron.stop() }
}

/** When a schedule last said so, at `at` or before; null when it never has. */
export function lastDue(schedule: string, at: Date): Date | null {
  return new Cron(schedule, { paused: true }).previousRuns(1, at)[0] ?? null
}
