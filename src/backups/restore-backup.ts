import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemClock } from '../base/clock.ts'
import { flushFolder, flushTree } from '../base/durable.ts'
import { newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import {
  type Archive,
  type Entry,
  keepMasterKey,
  type MasterKeySource,
  openArchive,
} from '../secrets/secrets.ts'
import { DUMP, type ServerPlace } from './server-dump.ts'
import { examineTarget, restoreServer } from './server-restore.ts'

/** What was put back. */
export type RestoredBackup = { dataDir: string; madeAt: string; files: number }

/**
 * Puts a backup back into an empty place: the folder `dataDir`, which is made, and for one of a PostgreSQL server the empty
 * database of `databaseUrl`. All is written beside the place and read again before it takes it; whatever is wrong leaves nothing
 * behind but the key. `masters` may open it; the one that does is kept where the new place's key belongs. Refuses with
 * `place_not_empty`, `wrong_database_kind`, `master_key_given`, and as `openArchive` and `restoreServer` do.
 */
export async function restoreBackup(
  path: string,
  input: ServerPlace & { masters: readonly Buffer[]; key: MasterKeySource },
): Promise<RestoredBackup> {
  const { dataDir } = input.key
  refuseInhabited(dataDir)
  await using archive = await openArchive(path, input.masters)
  const { about } = archive
  if (about.kind !== 'installation' || (about.database === 'postgres') !== (input.databaseUrl !== undefined))
    throw wrongKind(path, archive)
  refuseGivenKey(input.key, archive.master)
  if (input.databaseUrl !== undefined) await examineTarget(input)
  await archive.verify()
  const draft = `${dataDir}.restoring-${newId(systemClock)}`
  try {
    const files = archive.entries.filter(({ name }) => name !== DUMP)
    await mkdir(draft, { recursive: true, mode: 0o700 })
    for (const entry of files) await writeEntry(archive, entry, draft)
    await flushTree(draft)
    if (input.key.given === undefined) keepMasterKey(input.key, archive.master)
    const finish = () => takePlace(draft, dataDir)
    if (input.databaseUrl === undefined) await finish()
    else await restoreServer(archive, { ...input, finish })
    return { dataDir, madeAt: about.madeAt, files: files.length }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function takePlace(draft: string, dataDir: string): Promise<void> {
  if (existsSync(dataDir)) await rmdir(dataDir)
  await rename(draft, dataDir)
  await flushFolder(dirname(dataDir))
}

async function writeEntry(archive: Archive, entry: Entry, root: string): Promise<void> {
  const path = join(root, entry.name)
  if (entry.name.endsWith('/')) {
    await mkdir(path, { recursive: true, mode: 0o700 })
    return
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await using file = await open(path, 'wx', 0o600)
  const hash = createHash('sha256')
  for await (const bytes of archive.read(entry)) {
    hash.update(bytes)
    await file.writeFile(bytes)
  }
  if (hash.digest('hex') !== entry.sha256) throw new Error('What was just verified reads otherwise now.')
}

function refuseInhabited(dataDir: string): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return
  throw new Refusal(
    'place_not_empty',
    `The folder ${dataDir} is not empty.`,
    'Restore into a new one: plumbline restore FILE --to DIR. Nothing was changed.',
    { status: 409 },
  )
}

/** What is put back is kept under the backup's key: a program to which another one is given could not open it. */
function refuseGivenKey({ given, previous }: MasterKeySource, master: Buffer): void {
  if (given === undefined || given.equals(master) || previous?.equals(master)) return
  throw new Refusal(
    'master_key_given',
    'The backup is kept under another key than the one in PLUMBLINE_MASTER_KEY.',
    'Leave PLUMBLINE_MASTER_KEY out, so that the key of the recovery code goes into a file. Nothing was changed.',
    { status: 409 },
  )
}

function wrongKind(path: string, { about }: Archive): Refusal {
  if (about.kind === 'firm')
    return new Refusal(
      'wrong_archive_kind',
      `The file ${path} is the export of one firm, not the backup of an installation.`,
      'Restore it without --to: plumbline restore FILE. Nothing was changed.',
    )
  const next =
    about.database === 'postgres'
      ? 'Set DATABASE_URL to an empty database of a PostgreSQL server.'
      : 'Leave DATABASE_URL out: it is put into a folder.'
  return new Refusal(
    'wrong_database_kind',
    `The backup is of ${about.database === 'postgres' ? 'a PostgreSQL server' : 'the embedded database'}, and the settings name the other kind.`,
    `${next} Nothing was changed.`,
  )
}
