import { readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sha256 } from '../base/bytes.ts'
import { errorCode } from '../base/refusal.ts'
import { UNFINISHED } from '../secrets/secrets.ts'
import { type Keep, timesToKeep } from './keep.ts'

/** `plumbline-1f2e3d4c-2026-03-04T16-00-00Z-scheduled.backup`; with a number where a second one was made within the second. */
const NAME = /^plumbline-([0-9a-f]{8})-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(-\d+)?(-scheduled)?\.backup$/
/** A backup takes less, so whoever was writing such a file was killed. */
const UNFINISHED_MS_MAX = 24 * 3_600_000

export function nameBackup(input: { dataDir: string; at: Date; nth: number; scheduled: boolean }): string {
  const { dataDir, at, nth, scheduled } = input
  const time = at.toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
  return `plumbline-${markOf(dataDir)}-${time}${nth === 0 ? '' : `-${nth}`}${scheduled ? '-scheduled' : ''}.backup`
}

/** Scheduled backups of this installation in a folder, by the time they were made, ms since 1970. */
export async function scheduledBackups(dir: string, dataDir: string): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (const name of await namesIn(dir)) {
    const [, mark, time, , scheduled] = NAME.exec(name) ?? []
    if (mark !== markOf(dataDir) || time === undefined || scheduled === undefined) continue
    found.set(Date.parse(time.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')), name)
  }
  return found
}

/** Removes scheduled backups of this installation that are no longer kept, and what a kill left unfinished. */
export async function forgetBackups(
  dir: string,
  input: { dataDir: string; keep: Keep; now: Date },
): Promise<void> {
  const backups = await scheduledBackups(dir, input.dataDir)
  const kept = timesToKeep([...backups.keys()], input.keep)
  for (const [time, name] of backups) if (!kept.has(time)) await rm(join(dir, name), { force: true })
  for (const name of await namesIn(dir)) {
    if (!UNFINISHED.test(name) || !NAME.test(name.replace(UNFINISHED, ''))) continue
    const { mtimeMs } = await stat(join(dir, name))
    if (input.now.getTime() - mtimeMs > UNFINISHED_MS_MAX) await rm(join(dir, name), { force: true })
  }
}

/** Tells installations apart that put their backups into one folder. */
function markOf(dataDir: string): string {
  return sha256(resolve(dataDir)).slice(0, 8)
}

/** A file that is in a folder's place is found out by whoever writes into it. */
const NO_FOLDER = ['ENOENT', 'ENOTDIR']

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch (error) {
    if (NO_FOLDER.includes(errorCode(error) ?? '')) return []
    throw error
  }
}
