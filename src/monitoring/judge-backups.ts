import type { Judged, Trouble } from './judge.ts'

/** How the backups go that a process makes by the clock. */
export type BackupStanding = {
  /** Hours from one to the next. */
  everyHours: number
  /** When the last good one was made, whoever asked for it; null when none was. */
  goodAt: Date | null
  /** Why the clock's last one failed, by the code of its error; null when it did not. */
  failedCode: string | null
  /** Since when the process looks whether one is due. */
  startedAt: Date
}

const HOUR_MS = 3_600_000
/** Who was switched off for weeks makes one right after the start; a big one takes its time. */
const SETTLED_MS = HOUR_MS

/** The last one failed, or none was made in the time of two. */
export function ofBackups({ backups, facts: { now } }: Pick<Judged, 'backups' | 'facts'>): Trouble[] {
  if (backups === null) return []
  const { everyHours, goodAt, failedCode, startedAt } = backups
  const without = (now.getTime() - (goodAt ?? startedAt).getTime()) / HOUR_MS
  const isLong = without > 2 * everyHours + 1
  const at = { sourceId: null, isFading: false }
  if (failedCode !== null)
    return [
      {
        ...{ ...at, type: 'backup_failed', severity: isLong ? 'critical' : 'high' },
        details: { code: failedCode },
      },
    ]
  if (!isLong || now.getTime() - startedAt.getTime() < SETTLED_MS) return []
  return [
    {
      ...{ ...at, type: 'backup_overdue', severity: 'high' },
      details: { value: Math.floor(without), threshold: everyHours },
    },
  ]
}
