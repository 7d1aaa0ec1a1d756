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
  const { rows } = await store.pool.query<{ version: string }>(
    "select current_setting('server_version') as version",
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
  findings.push(await examineDurability(store))
  return findings
}

/** What PostgreSQL must have on for that nothing it has acknowledged is lost when the power goes. */
const KEEPS = ['fsync', 'full_page_writes', 'synchronous_commit'] as const

async function examineDurability({ pool, kind }: Store): Promise<Finding> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'select name, current_setting(name) as setting from unnest($1::text[]) as name',
    [KEEPS],
  )
  const said = rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')
  if (rows.every(({ setting }) => setting !== 'off'))
    return well(
      'durability',
      `${said}: nothing acknowledged is lost by a kill or a power cut${kind === 'postgres' ? ', if the server’s disks keep what they say they have' : ''}`,
    )
  return {
    check: 'durability',
    state: 'warning',
    detail: `${said}: a power cut may lose what was acknowledged, or damage the database`,
    next: 'Turn on what is off, in the server’s postgresql.conf.',
  }
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
