import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

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

export async function writeBackupRecord(dataDir: string, record: BackupRecord): Promise<void> {
  const path = join(dataDir, FILE)
  {
    await using file = await open(`${path}.draft`, 'w', 0o600)
    await file.writeFile(`${JSON.stringify(record)}\n`)
    await file.sync()
  }
  await rename(`${path}.draft`, path)
}
