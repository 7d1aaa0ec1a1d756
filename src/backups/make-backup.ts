import { existsSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sizeForPeople } from '../base/bytes.ts'
import type { Clock } from '../base/clock.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { type Add, writeArchive } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { nameBackup } from './backup-files.ts'
import { copyCluster, copyFile, entriesOf } from './cluster-copy.ts'
import { dumpServer, type ServerPlace } from './server-dump.ts'

/** A backup that was written and read back. */
export type MadeBackup = { file: string; bytes: number; files: number }

export type BackupIo = {
  store: Store
  clock: Clock
  /** The key that it is sealed under. */
  masterKey: () => Promise<Buffer>
}

/** What a backup is of. */
export type BackupOf = ServerPlace & { dataDir: string; version: string }

/** Files right in the data folder that the cluster does not open without. */
const BESIDE_CLUSTER = ['db.key.json']
const FREE_BYTES_MIN = 512 * 1024 * 1024

/**
 * Writes a backup of the whole installation into folder `dir`, sealed, while the program works: the database, then media, so
 * that every file that a row names is there. Keys are in none, nor are uploads. Refuses with `backup_folder_unusable`,
 * `disk_full` and what `dumpServer` refuses.
 */
export async function makeBackup(
  io: BackupIo,
  input: BackupOf & { dir: string; scheduled: boolean },
): Promise<MadeBackup> {
  const { dir, dataDir, version } = input
  await prepareFolder(dir)
  const at = io.clock.now()
  let nth = 0
  const place = () => join(dir, nameBackup({ dataDir, at, nth, scheduled: input.scheduled }))
  while (existsSync(place())) nth++
  const about = { kind: 'installation', madeAt: at.toISOString(), version, database: io.store.kind } as const
  const master = await io.masterKey()
  const { bytes, filled } = await writeArchive(place(), { master, about }, async (add) => {
    let files = 0
    const counted: Add = (name, source) => {
      files++
      return add(name, source)
    }
    if (io.store.kind === 'postgres') await dumpServer(io.store, { ...input, add: counted })
    else {
      for (const name of BESIDE_CLUSTER) await copyFile(join(dataDir, name), { name, add: counted })
      await copyCluster(io.store, { dir: join(dataDir, 'db'), add: counted })
    }
    await copyMedia(join(dataDir, 'media'), counted)
    return files
  })
  return { file: place(), bytes, files: filled }
}

/** All files below `path` but drafts. */
async function copyMedia(path: string, add: Add, name = 'media'): Promise<void> {
  for (const entry of await entriesOf(path)) {
    const inner = { path: join(path, entry.name), name: `${name}/${entry.name}` }
    if (entry.isDirectory()) await copyMedia(inner.path, add, inner.name)
    else if (!entry.name.startsWith('.')) await copyFile(inner.path, { name: inner.name, add })
  }
}

async function prepareFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(dir)
    if (bavail * bsize >= FREE_BYTES_MIN) return
  } catch (cause) {
    throw new Refusal(
      'backup_folder_unusable',
      `Backups cannot be put into ${dir} (${errorCode(cause) ?? 'unknown reason'}).`,
      'Choose a folder you may write to: plumbline backup --to DIR, or BACKUP_DIR.',
      { cause },
    )
  }
  throw new Refusal(
    'disk_full',
    `The disk of ${dir} has less than ${sizeForPeople(FREE_BYTES_MIN)} free.`,
    'Make room, or choose a folder on another disk: plumbline backup --to DIR, or BACKUP_DIR.',
  )
}
