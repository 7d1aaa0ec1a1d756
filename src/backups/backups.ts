import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { forgetBackups, scheduledBackups } from './backup-files.ts'
import type { Keep } from './keep.ts'
import { type BackupIo, type BackupOf, type MadeBackup, makeBackup } from './make-backup.ts'
import { noteFailedBackup, writeBackupRecord } from './record.ts'
import { anotherRuns, inTurn, RUNNING } from './turn.ts'

export type { Keep } from './keep.ts'
export type { MadeBackup } from './make-backup.ts'
export { type BackupRecord, readBackupRecord } from './record.ts'
export { type RestoredBackup, restoreBackup } from './restore-backup.ts'
export { serverMajor, serverTool } from './server-tools.ts'

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
/** Soon, because a laptop may be shut again, and not at once, because whoever started it waits. */
const FIRST_LOOK_MS = 30_000
const HOUR_MS = 3_600_000

export function openBackups(io: BackupIo & { log: Log }, settings: BackupSettings): Backups {
  let running: Promise<unknown> | undefined
  const timers: NodeJS.Timeout[] = []
  const { dataDir, dir: ownDir } = settings

  const noting = async <T>(scheduled: boolean, work: () => Promise<T>): Promise<T> => {
    const at = io.clock.now().toISOString()
    try {
      return await work()
    } catch (error) {
      const code = errorCode(error) ?? 'internal'
      if (code !== RUNNING) await noteFailedBackup(dataDir, { at, code, scheduled })
      throw error
    }
  }
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running !== undefined) throw anotherRuns()
    const done = inTurn(io.store, work)
    running = done
    try {
      return await done
    } finally {
      running = undefined
    }
  }
  const make = async (dir: string, scheduled: boolean): Promise<MadeBackup> => {
    const at = io.clock.now().toISOString()
    const made = await makeBackup(io, { ...settings, dir, scheduled })
    writeBackupRecord(dataDir, { good: { at, file: made.file, bytes: made.bytes }, failed: null })
    return made
  }
  const isDue = async () => {
    const now = io.clock.now().getTime()
    const times = [...(await scheduledBackups(ownDir, dataDir)).keys()].filter((time) => time <= now)
    return now - Math.max(0, ...times) >= settings.everyHours * HOUR_MS
  }
  const makeWhenDue = async () => {
    if (settings.everyHours === 0 || running !== undefined) return false
    const isMade = await noting(true, async () => {
      if (!(await isDue())) return false
      return await alone(async () => {
        if (!(await isDue())) return false // another process has made it by now
        await make(ownDir, true)
        return true
      })
    })
    if (isMade) await forgetBackups(ownDir, { dataDir, keep: settings.keep, now: io.clock.now() })
    return isMade
  }
  const look = () =>
    void makeWhenDue().catch((error: unknown) => {
      const code = errorCode(error)
      if (code !== RUNNING) io.log.error({ code }, 'the backup that was due failed')
    })
  return {
    make: ({ dir = ownDir } = {}) => noting(false, () => alone(() => make(dir, false))),
    makeWhenDue,
    start: () => {
      if (timers.length === 0) timers.push(setTimeout(look, FIRST_LOOK_MS), setInterval(look, LOOK_EVERY_MS))
    },
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearInterval(timer)
      await running?.catch(() => undefined) // what is begun is brought to its end
    },
  }
}
