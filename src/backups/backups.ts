import type { Log } from '../base/log.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { forgetBackups, scheduledBackups } from './backup-files.ts'
import type { Keep } from './keep.ts'
import { type BackupIo, type BackupOf, type MadeBackup, makeBackup } from './make-backup.ts'
import { readBackupRecord, writeBackupRecord } from './record.ts'

export type { Keep } from './keep.ts'
export type { MadeBackup } from './make-backup.ts'
export { type BackupRecord, readBackupRecord } from './record.ts'
export { type RestoredBackup, restoreBackup } from './restore-backup.ts'

/** Copies of the whole installation. */
export type Backups = AsyncDisposable & {
  /**
   * Makes one, in folder `dir` or where the settings say, and returns once it was read back. Refuses with `backup_running`
   * while another is made, and as `makeBackup` does.
   */
  make(input?: { dir?: string | undefined }): Promise<MadeBackup>
  /** Makes one when it is time, by the clock, and lets old ones go. Returns whether it did. */
  makeWhenDue(): Promise<boolean>
  /** Looks from time to time whether it is time. */
  start(): void
}

export type BackupSettings = BackupOf & {
  /** Where scheduled ones go, and others for which nobody says so. */
  dir: string
  /** Hours from one scheduled backup to the next; 0 for none. */
  everyHours: number
  keep: Keep
}

const LOOK_EVERY_MS = 10 * 60_000
const HOUR_MS = 3_600_000

export function openBackups(io: BackupIo & { log: Log }, settings: BackupSettings): Backups {
  let running: Promise<unknown> | undefined
  let timer: NodeJS.Timeout | undefined
  const { dataDir } = settings

  const make = async (dir: string, scheduled: boolean): Promise<MadeBackup> => {
    const before = await readBackupRecord(dataDir)
    const at = io.clock.now().toISOString()
    try {
      const made = await makeBackup(io, { ...settings, dir, scheduled })
      writeBackupRecord(dataDir, { good: { at, file: made.file, bytes: made.bytes }, failed: null })
      return made
    } catch (error) {
      const code = errorCode(error) ?? 'internal'
      try {
        writeBackupRecord(dataDir, { ...before, failed: { at, code } })
      } catch {} // a full disk fails that, too
      throw error
    }
  }
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running !== undefined)
      throw new Refusal('backup_running', 'A backup is being made already.', 'Wait for its end.', {
        status: 409,
      })
    const done = work()
    running = done
    try {
      return await done
    } finally {
      running = undefined
    }
  }
  const makeWhenDue = async () => {
    if (settings.everyHours === 0 || running !== undefined) return false
    const now = io.clock.now()
    const newest = Math.max(0, ...(await scheduledBackups(settings.dir, dataDir)).keys())
    if (now.getTime() - newest < settings.everyHours * HOUR_MS) return false
    await alone(() => make(settings.dir, true))
    await forgetBackups(settings.dir, { dataDir, keep: settings.keep, now })
    return true
  }
  return {
    make: ({ dir = settings.dir } = {}) => alone(() => make(dir, false)),
    makeWhenDue,
    start: () => {
      timer ??= setInterval(
        () =>
          void makeWhenDue().catch((error: unknown) =>
            io.log.error({ code: errorCode(error) }, 'the backup that was due failed'),
          ),
        LOOK_EVERY_MS,
      )
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      await running?.catch(() => undefined) // what is begun is brought to its end
    },
  }
}
