import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFileSync } from '../base/durable.ts'

const recordShape = z.object({
  /** The last one that was written and read back. */
  good: z.object({ at: z.iso.datetime(), file: z.string(), bytes: z.int() }).nullable().default(null),
  /** The one after it that failed, by the code of its error, and whether the clock had asked for it. */
  failed: z
    .object({ at: z.iso.datetime(), code: z.string(), scheduled: z.boolean().default(true) })
    .nullable()
    .default(null),
})
/** How the last backups went, wherever they were put. */
export type BackupRecord = z.infer<typeof recordShape>

const FILE = 'backups.json'

export async function readBackupRecord(dataDir: string): Promise<BackupRecord> {
  try {
    return recordShape.parse(JSON.parse(await readFile(join(dataDir, FILE), 'utf8')))
  } catch {
    return { good: null, failed: null } // none was made yet; what cannot be read tells nothing either
  }
}

export function writeBackupRecord(dataDir: string, record: BackupRecord): void {
  replaceFileSync(join(dataDir, FILE), `${JSON.stringify(record)}\n`)
}

/** Notes one that failed; that one failed which somebody asked for hides no failure of the clock's. */
export async function noteFailedBackup(
  dataDir: string,
  failed: NonNullable<BackupRecord['failed']>,
): Promise<void> {
  const before = await readBackupRecord(dataDir)
  if (before.failed?.scheduled === true && !failed.scheduled) return
  try {
    writeBackupRecord(dataDir, { ...before, failed })
  } catch {} // a full disk fails that, too
}
