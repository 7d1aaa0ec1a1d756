import { constants } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sizeForPeople } from '../base/bytes.ts'
import { errorCode } from '../base/refusal.ts'
import { migrationStatus, type Store } from '../store/store.ts'

/** One thing looked at: how it is, and what to do when it is not well. */
export type Finding = { check: string; state: 'ok' | 'warning' | 'bad'; detail: string; next: string }

const NODE_MIN = 24
const DISK_FREE_BYTES_MIN = 2 * 1024 ** 3

/** Looks at the machine: program, data folder, disk. Needs no database. */
export async function examineMachine(dataDir: string): Promise<Finding[]> {
  return [examineNode(), await examineFolder(dataDir), await examineDisk(dataDir)]
}

/** Looks at the open database: what kind, whether its schema fits, what it survives. */
export async function examineStore(store: Store): Promise<Finding[]> {
  const findings: Finding[] = []
  const startedMs = performance.now()
  const { rows } = await store.pool.query<{ version: string; sync: string }>(
    "select current_setting('server_version') as version, current_setting('wal_sync_method') as sync",
  )
  const kind = store.kind === 'pglite' ? 'embedded database' : 'PostgreSQL server'
  findings.push(
    well(
      'database',
      `${kind}, PostgreSQL ${rows[0]?.version}, answers in ${Math.round(performance.now() - startedMs)} ms`,
    ),
  )
  const client = await store.pool.connect()
  const { applied, pending } = await migrationStatus(client)
  client.release()
  findings.push(
    pending.length === 0
      ? well('schema', `${applied.length} migrations applied, none pending`)
      : {
          check: 'schema',
          state: 'bad',
          detail: `pending: ${pending.join(', ')}`,
          next: 'Run "plumbline migrate up".',
        },
  )
  findings.push(
    store.kind === 'pglite'
      ? {
          check: 'durability',
          state: 'warning',
          detail: `a killed process loses nothing acknowledged (log written with ${rows[0]?.sync}); a power cut may`,
          next: 'For power cuts, many writers or more than a few million messages, set DATABASE_URL to a PostgreSQL server.',
        }
      : well('durability', 'as the server is set up'),
  )
  return findings
}

function examineNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= NODE_MIN) return well('node', `Node ${process.versions.node}`)
  return {
    check: 'node',
    state: 'bad',
    detail: `Node ${process.versions.node} is too old`,
    next: 'Run "npm ci", which brings Node 24, and start with npm or bin/plumbline.mjs.',
  }
}

async function examineFolder(dataDir: string): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await access(dataDir, constants.R_OK | constants.W_OK)
    return well('data folder', dataDir)
  } catch (error) {
    return {
      check: 'data folder',
      state: 'bad',
      detail: `${dataDir} cannot be written (${errorCode(error)})`,
      next: 'Set PLUMBLINE_DATA_DIR to a folder you may write to.',
    }
  }
}

async function examineDisk(dataDir: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(join(dataDir, '.'))
    const free = bavail * bsize
    const detail = `${sizeForPeople(free)} free`
    return free >= DISK_FREE_BYTES_MIN
      ? well('disk', detail)
      : {
          check: 'disk',
          state: 'warning',
          detail,
          next: 'Make room: an import needs about twice the size of its archive.',
        }
  } catch (error) {
    return {
      check: 'disk',
      state: 'warning',
      detail: `free space unknown (${errorCode(error)})`,
      next: 'Check it by hand.',
    }
  }
}

function well(check: string, detail: string): Finding {
  return { check, state: 'ok', detail, next: '' }
}
