import { readBackupRecord } from '../backups/backups.ts'
import type { BackupStanding } from './judge-backups.ts'

/** How backups by the clock go, wherever they are put; null where this process makes none. */
export async function readBackupStanding(input: {
  dataDir: string
  /** 0 for none by the clock. */
  everyHours: number
  startedAt: Date | undefined
}): Promise<BackupStanding | null> {
  const { dataDir, everyHours, startedAt } = input
  if (startedAt === undefined || everyHours === 0) return null
  const { good, failed } = await readBackupRecord(dataDir)
  return {
    ...{ everyHours, startedAt },
    goodAt: good === null ? null : new Date(good.at),
    failedCode: failed?.scheduled === true ? failed.code : null,
  }
}
