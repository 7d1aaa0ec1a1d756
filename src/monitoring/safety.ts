import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readBackupRecord } from '../backups/backups.ts'
import { sizeForPeople } from '../base/bytes.ts'
import { countMedia } from '../inbox/inbox.ts'
import { examineMasterKey, type MasterKeySource } from '../secrets/secrets.ts'
import { clusterState } from '../store/store.ts'
import type { Finding } from './doctor.ts'

const DAY_MS = 24 * 3_600_000
/** Backups that nobody makes by the clock are old after a week. */
const OLD_DAYS = 7

export type SafetyInput = {
  key: MasterKeySource
  /** Whether the database is on a PostgreSQL server, and not in the data folder. */
  onServer: boolean
  /** Hours between two backups by the clock; 0 for none. */
  backupEveryHours: number
  now: Date
}

/** What holds when the disk, or the whole machine, is lost or stolen: the key, the sealing, the backups. Needs no database. */
export async function examineSafety(input: SafetyInput): Promise<Finding[]> {
  return [
    examineKey(input.key),
    examineSealing(input),
    await examineMedia(input.key),
    await examineBackups(input),
  ]
}

function examineKey(source: MasterKeySource): Finding {
  const check = 'master key'
  const { file, exists, insideData, openToOthers } = examineMasterKey(source)
  if (file === undefined)
    return { check, state: 'ok', detail: 'given by the environment or the service manager', next: '' }
  if (!exists)
    return {
      check,
      state: 'warning',
      detail: `there is none yet in ${file}`,
      next: 'The first start makes it.',
    }
  if (openToOthers)
    return {
      ...{ check, state: 'bad', detail: `${file} can be read or changed by others on this machine` },
      next: `Run: chmod 600 ${file}`,
    }
  if (insideData)
    return {
      ...{
        check,
        state: 'warning',
        detail: `${file} is inside the data folder: who takes the folder has both`,
      },
      next: 'Run "plumbline secrets move", which puts it outside.',
    }
  return { check, state: 'ok', detail: `${file}, outside the data folder, for its owner alone`, next: '' }
}

function examineSealing({ onServer, key: { dataDir } }: SafetyInput): Finding {
  const check = 'sealing'
  if (onServer)
    return {
      ...{ check, state: 'warning' },
      detail:
        'sealed by us: what came in as it came, passwords, tokens, second factors, media and backups, unless said otherwise below. Not sealed by us: what is made of it in the server’s tables, such as messages, names and numbers; uploads in the data folder, until they are imported. Whether the server’s disk is encrypted cannot be known from here',
      next: 'Have the server’s volume encrypted (LUKS, or your provider’s).',
    }
  const cluster = clusterState(dataDir)
  if (cluster === 'sealed')
    return {
      ...{ check, state: 'ok' },
      detail:
        'the database is sealed, its log as well, and backups are; archives that were uploaded are not, until they are imported',
      next: '',
    }
  return {
    ...{ check, state: 'warning' },
    detail: `${cluster === 'sealing' ? 'the database is sealed in part only' : 'the database is in the clear'}; sealed are passwords, tokens, second factors and backups`,
    next: 'Stop Plumbline and run "plumbline seal".',
  }
}

async function examineMedia({ dataDir }: MasterKeySource): Promise<Finding> {
  const check = 'media'
  const { files, plain } = await countMedia(join(dataDir, 'media'))
  if (plain === 0) return { check, state: 'ok', detail: `all ${files} files are sealed`, next: '' }
  return {
    ...{ check, state: 'warning' },
    detail: `${plain} of ${files} pictures, recordings and other files are in the clear, as an earlier version kept them`,
    next: 'Stop Plumbline and run "plumbline seal".',
  }
}

async function examineBackups({ key, backupEveryHours, now }: SafetyInput): Promise<Finding> {
  const check = 'backups'
  const { good, failed } = await readBackupRecord(key.dataDir)
  const next = 'Run "plumbline backup --to DIR", with DIR on another disk, and set BACKUP_DIR to it.'
  const why = failed === null ? '' : `; the last try failed (${failed.code}, ${failed.at})`
  if (good === null) return { check, state: 'warning', detail: `none was made yet${why}`, next }
  const detail = `the last good one is ${good.file} (${sizeForPeople(good.bytes)}) of ${good.at}${why}`
  if (!existsSync(good.file))
    return {
      check,
      state: 'warning',
      detail: `${detail}; it is no longer there, or its disk is not connected`,
      next,
    }
  const ageMs = now.getTime() - Date.parse(good.at)
  const oldMs = backupEveryHours === 0 ? OLD_DAYS * DAY_MS : backupEveryHours * 2 * 3_600_000 + DAY_MS
  if (ageMs > oldMs || failed !== null) return { check, state: 'warning', detail, next }
  if (statSync(dirname(good.file)).dev === statSync(key.dataDir).dev)
    return { check, state: 'warning', detail: `${detail}, on the same disk as the data`, next }
  return { check, state: 'ok', detail, next: '' }
}
