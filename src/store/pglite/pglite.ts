import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { flushFolder, flushTree } from '../../base/durable.ts'
import { Refusal } from '../../base/refusal.ts'
import { clusterState, type MasterKeys, makeClusterKey, openClusterKey } from './disk/cluster-key.ts'
import { type Sealed, sealCluster } from './disk/seal-cluster.ts'
import { lockDataDir } from './lock.ts'
import { PortStream } from './port-stream.ts'

/** A running embedded database and how to connect to it. */
export type Embedded = AsyncDisposable & {
  config: pg.PoolConfig
  /** Settles with the reason when the database's thread has ended; from then on every query fails with it. */
  died: Promise<Error>
}

/**
 * Stack of the database's thread, MB. PostgreSQL refuses what nests too deep by its own count (max_stack_depth, 2 MB),
 * but its frames take several times that in the thread: with Node's 4 MB a text of 30,000 brackets read as JSON ran
 * off the end first, after which the database never answered again.
 */
const STACK_MB = 96

/**
 * Opens the embedded database in a worker thread, so that no query can freeze HTTP. `dataDir` is created
 * when missing and locked while open; undefined keeps everything in memory, for tests. With `masterKeys` a new
 * cluster is sealed; one that is there is opened as it is. Refuses with `master_key_missing` and `wrong_master_key`.
 */
export async function openPglite(dataDir: string | undefined, masterKeys?: MasterKeys): Promise<Embedded> {
  using cleanup = new DisposableStack()
  let clusterDir: string | undefined
  let dataKey: Buffer | undefined
  if (dataDir !== undefined) {
    cleanup.use(lockDataDir(dataDir))
    clusterDir = join(dataDir, 'db')
    dataKey = await prepareCluster(dataDir, { clusterDir, masterKeys })
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { dir: clusterDir, disk: { isSynced: true, dataKey }, program: await program() },
    resourceLimits: { stackSizeMb: STACK_MB, maxYoungGenerationSizeMb: 8 },
  })
  await once(worker, 'message').catch((error: unknown) => {
    throw new Refusal(
      'database_will_not_open',
      `The embedded database${dataDir === undefined ? '' : ` in ${dataDir}`} does not open.`,
      'Make sure that the disk has room, then start again; its log still has everything acknowledged.',
      { status: 503, cause: error },
    )
  })
  const held = cleanup.move()
  const streams = new Set<PortStream>()
  const died = new Promise<Error>((resolve) => {
    worker.once('error', resolve)
    worker.once('exit', () => resolve(new Error('The embedded database has ended.')))
  })
  let death: Error | undefined
  void died.then((error) => {
    death = error
    for (const stream of streams) stream.destroy(error)
  })
  return {
    config: {
      stream: () => {
        const stream = new PortStream(worker, death)
        streams.add(stream)
        stream.once('close', () => streams.delete(stream))
        return stream as never
      },
      user: 'postgres',
      database: 'postgres',
      ssl: false,
      max: 16,
    },
    died,
    [Symbol.asyncDispose]: async () => {
      worker.postMessage({ close: true })
      await Promise.race([once(worker, 'message'), died])
      await worker.terminate()
      held.dispose()
    },
  }
}

/** Seals the embedded database of a folder that nobody has open. Refuses with `no_database` and `data_dir_in_use`. */
export async function sealEmbedded(dataDir: string, masterKeys: MasterKeys): Promise<Sealed> {
  if (!existsSync(join(dataDir, 'db')))
    throw new Refusal(
      'no_database',
      `There is no embedded database in ${dataDir}.`,
      'Set PLUMBLINE_DATA_DIR to the folder that has it. A new one is sealed from the start.',
      { status: 404 },
    )
  using _lock = lockDataDir(dataDir)
  return sealCluster(dataDir, masterKeys)
}

/** What is used of the web's own interface, which Node has and its types lack. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> }

let compiled: Promise<object> | undefined

/**
 * PostgreSQL, compiled once in a process and shared by the threads of all its databases, with the code that V8 makes
 * of it in time: a second one, such as a rehearsal's, opens and closes in 0.5 s of the processor instead of 1.2, and
 * its first statements are as fast as the first one's later ones.
 */
function program(): Promise<object> {
  compiled ??= readFile(new URL('./pglite.wasm', import.meta.resolve('@electric-sql/pglite'))).then((bytes) =>
    WebAssembly.compile(bytes),
  )
  return compiled
}

/** Has a whole cluster there, with all of it on the disk; returns the key that it is sealed under. */
async function prepareCluster(
  dataDir: string,
  { clusterDir, masterKeys }: { clusterDir: string; masterKeys: MasterKeys | undefined },
): Promise<Buffer | undefined> {
  const isThere = existsSync(join(clusterDir, 'PG_VERSION'))
  const state = clusterState(dataDir)
  if (state === 'plain') {
    const dataKey =
      isThere || masterKeys === undefined ? undefined : makeClusterKey(dataDir, masterKeys, 'sealed')
    if (!isThere) await makeCluster(clusterDir, dataKey)
    else if (wasKilled(clusterDir)) await flushTree(clusterDir)
    return dataKey
  }
  const dataKey = openClusterKey(dataDir, masterKeys)
  if (!isThere) await makeCluster(clusterDir, dataKey)
  else if (state === 'sealing' && masterKeys !== undefined) await sealCluster(dataDir, masterKeys)
  else if (wasKilled(clusterDir)) await flushTree(clusterDir)
  return dataKey
}

/** Makes the cluster beside its place and moves it in, so that a kill in between leaves no half-made one. */
async function makeCluster(clusterDir: string, dataKey: Buffer | undefined): Promise<void> {
  const draft = `${clusterDir}.making`
  rmSync(draft, { recursive: true, force: true })
  const maker = fork(new URL('./init.ts', import.meta.url), [draft], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  maker.send(dataKey?.toString('base64') ?? '')
  const [code] = await once(maker, 'exit')
  if (code !== 0) throw new Error(`Making the embedded database in ${clusterDir} failed (exit ${code}).`)
  await flushTree(draft)
  renameSync(draft, clusterDir)
  await flushFolder(dirname(clusterDir))
}

/** Whether the process that had a cluster open was killed: PostgreSQL removes this file when it ends. */
function wasKilled(clusterDir: string): boolean {
  return existsSync(join(clusterDir, 'postmaster.pid'))
}
