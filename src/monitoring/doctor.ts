import { constants } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { listFirms } from '../access/access.ts'
import { serverMajor, serverTool } from '../backups/backups.ts'
import { sizeForPeople } from '../base/bytes.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { countRawItems } from '../intake/intake.ts'
import { migrationStatus, type Store } from '../store/store.ts'

/** One thing looked at: how it is, and what to do when it is not well. */
export type Finding = { check: string; state: 'ok' | 'warning' | 'bad'; detail: string; next: string }

const NODE_MIN = 24
const DISK_FREE_BYTES_MIN = 2 * 1024 ** 3

/** Looks at the machine: program, data folder, disk. Needs no database. */
export async function examineMachine(dataDir: string): Promise<Finding[]> {
  return [examineNode(), await examineFolder(dataDir), await examineDisk(dataDir)]
}

/** Looks at the open database: what kind, whether its schema fits, what it survives; of a server also what only there is a matter. */
export async function examineStore(
  store: Store,
  { toolFolders }: { toolFolders: readonly string[] },
): Promise<Finding[]> {
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
  if (store.kind === 'pglite') return findings
  findings.push(await examineTools(store, toolFolders))
  if (pending.length === 0) findings.push(await examineItems(store))
  return findings
}

/** Whether backups can be made and put back here. */
async function examineTools({ pool }: Store, toolFolders: readonly string[]): Promise<Finding> {
  const check = 'backup tools'
  const major = await serverMajor(pool)
  try {
    for (const name of ['pg_dump', 'pg_restore'] as const)
      await serverTool(name, { serverMajor: major, toolFolders })
    return well(check, `pg_dump and pg_restore for PostgreSQL ${major} are here`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      check,
      state: 'warning',
      detail: `no backup can be made here. ${error.message}`,
      next: error.next,
    }
  }
}

/** Whether what came in is sealed, all of it. */
async function examineItems(store: Store): Promise<Finding> {
  const total = { items: 0, plain: 0 }
  for (const { id } of await listFirms(store.pool)) {
    const { items, plain } = await store.read(id, countRawItems)
    total.items += items
    total.plain += plain
  }
  const check = 'raw items'
  if (total.plain === 0) return well(check, `all ${total.items} are sealed, with where they came from`)
  return {
    ...{ check, state: 'warning' },
    detail: `${total.plain} of ${total.items} are in the clear, as an earlier version kept them`,
    next: 'Run "plumbline seal".',
  }
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
