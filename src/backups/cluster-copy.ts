import type { Dirent } from 'node:fs'
import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../base/refusal.ts'
import type { Add } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'

/** Folders whose contents a copy does without; they must be there (manual, "Making a Base Backup Using the Low-Level API"). */
const EMPTY = new Set(
  [
    'pg_dynshmem',
    'pg_notify',
    'pg_replslot',
    'pg_serial',
    'pg_snapshots',
    'pg_stat_tmp',
    'pg_subtrans',
  ].concat('pg_wal/archive_status', 'pg_wal/summaries'),
)
/** What tells of the running process, or is made again. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init|pgsql_tmp.*|backup_label.*)$/
const LOG = 'pg_wal'
const SLOT = 'plumbline_backup'
const LABEL = 'backup_label'
const LABEL_DRAFT = 'backup_label.made'
const READ_BYTES = 1024 * 1024

/**
 * Copies the embedded cluster in `dir` while it is written to, as its files are on the disk, sealed or not: pages that are
 * half new are put right by the log from the copy's start to its end, which goes along. Everybody waits while PostgreSQL
 * makes a checkpoint, which it does from time to time anyway, and for nothing else.
 *
 * PostgreSQL counts a backup to its session, and the embedded database has but one, whichever connection asks.
 */
export async function copyCluster(
  { pool }: Pick<Store, 'pool'>,
  { dir, add }: { dir: string; add: Add },
): Promise<void> {
  await pool.query(
    'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1',
    [SLOT],
  )
  // Holds the log that the copy needs, past any checkpoint; gone with the process.
  await pool.query('select pg_create_physical_replication_slot($1, true, true)', [SLOT])
  try {
    const { rows } = await pool.query<{ first: string }>(
      'select pg_walfile_name(pg_backup_start($1, fast => true)) as first',
      ['plumbline'],
    )
    let isOpen = true
    try {
      await copyFiles(dir, add)
      await endBackup(pool)
      isOpen = false
    } finally {
      if (isOpen) await pool.query('select pg_backup_stop(false)').catch(() => undefined)
    }
    await copyFile(join(dir, LABEL_DRAFT), { name: `db/${LABEL}`, add })
    await copyLog(pool, { dir, add, first: rows[0]?.first ?? '' })
  } finally {
    await pool.query('select pg_drop_replication_slot($1)', [SLOT]).catch(() => undefined)
  }
}

/**
 * Ends the backup and has PostgreSQL itself write the label that recovery begins by: through its own disk, so that it is
 * sealed as all its files are. It stays there for the next one: its disk would not know that somebody else removed it.
 */
async function endBackup(pool: Store['pool']): Promise<void> {
  await pool.query(`do $$ begin
    execute format('copy (select unnest(string_to_array(rtrim(labelfile, E''\\n''), E''\\n'')) from pg_backup_stop(false)) to %L',
      current_setting('data_directory') || '/${LABEL_DRAFT}');
  end $$`)
}

async function copyFiles(dir: string, add: Add): Promise<void> {
  const copyFolder = async (folder: string): Promise<void> => {
    for (const entry of await entriesOf(join(dir, folder))) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (LEFT_OUT.test(entry.name) || name === 'global/pg_control') continue
      if (entry.isDirectory()) {
        await add(`db/${name}/`)
        if (!EMPTY.has(name)) await copyFolder(name)
      } else if (folder !== LOG) await copyFile(join(dir, name), { name: `db/${name}`, add })
    }
  }
  await copyFolder('')
  await copyFile(join(dir, 'global/pg_control'), { name: 'db/global/pg_control', add }) // last, as the manual asks
}

/** Log files from the one that the copy begins with to the one that is written now. */
async function copyLog(
  pool: Store['pool'],
  { dir, add, first }: { dir: string; add: Add; first: string },
): Promise<void> {
  const { rows } = await pool.query<{ last: string }>(
    'select pg_walfile_name(pg_current_wal_insert_lsn()) as last',
  )
  const last = rows[0]?.last ?? ''
  for (const { name } of await entriesOf(join(dir, LOG)))
    if (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
      await copyFile(join(dir, LOG, name), { name: `db/${LOG}/${name}`, add })
}

/** Adds a file as far as it reaches now; one that is gone meanwhile is left out: the log tells of that, too. */
export async function copyFile(path: string, { name, add }: { name: string; add: Add }): Promise<void> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  await using _closing = file
  await add(name, bytesOf(file))
}

async function* bytesOf(file: FileHandle): AsyncGenerator<Buffer> {
  const { size } = await file.stat()
  const buffer = Buffer.alloc(Math.min(READ_BYTES, size))
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - at), at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

/** In order of names; none where there is no such folder. */
export async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}
