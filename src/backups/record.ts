import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFileSync } from '../base/durable.ts'

const recordShape = z.object({
  /** The last one that was written and read back. */
  good: z.object({ at: z.iso.datetime(), file: z.string(), bytes: z.int() }).nullable().default(null),
  /** The one after it that failed, by the code of its error. */
  failed: z.object({ at: z.iso.datetime(), code: z.string() }).nullable().default(null),
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
