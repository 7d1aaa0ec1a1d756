import { type Logger, pino } from 'pino'

/** Structured log of ids, counts, durations and codes; message text, names and numbers only at `trace`. */
export type Log = Logger

/** A log at `level` that writes one JSON object a line to standard error, so that standard output stays for answers. */
export function openLog(level: string): Log {
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
}

/** A log that says nothing, for tests and one-shot commands. */
export const silentLog: Log = pino({ level: 'silent' })
