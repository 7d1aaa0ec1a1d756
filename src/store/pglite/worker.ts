/**
 * The database's own thread: one PGlite session, shared by many connections that speak the wire
 * protocol over MessagePorts. A connection inside a transaction owns the session until it ends;
 * the others wait in line, first come, first served.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DeadRows } from './dead-rows.ts'
import { ClusterDisk } from './disk/disk.ts'
import { PgliteSession } from './session.ts'
import { startParams } from './start-params.ts'
import { KeptStatements } from './statements.ts'
import { MAY_WAIT, Turns } from './turns.ts'
import { FrontendMessages, isTerminate, leavesIdle, panicIn } from './wire.ts'

/**
 * Write-ahead log written since the last checkpoint that calls for the next one, bytes. After each one every page is
 * logged whole once: an import of 100,000 messages writes 594 MB of log at 64 MB, 413 MB at 192.
 */
const CHECKPOINT_WAL_BYTES = 128 * 1024 * 1024
/**
 * Write-ahead log after which plans are made anew, bytes: a kept plan that read all of a table while it was small goes on doing so,
 * until somebody measures the table. Two thousand rows or so.
 */
const PLANNED_WAL_BYTES = 1024 * 1024
/** How often to look while there is work, milliseconds; seldom enough to cost nothing, often enough for a fast disk. */
const UPKEEP_EVERY_MS = 250

const port = parentPort
if (port === null) throw new Error('worker.ts runs only as a worker thread')

const session = new PgliteSession({
  ...(workerData.dir === undefined ? {} : { fs: new ClusterDisk(workerData.dir, workerData.disk) }),
  startParams: startParams(PGlite),
  pgliteWasmModule: workerData.program,
})
await session.waitReady

const statements = new KeptStatements()

const turns = new Turns()
const deadRows = new DeadRows()
let owner: number | undefined
/** Whether the open transaction is one that may wait. */
let ownerMayWait = false
let running = false
let workedSinceLook = false
let connections = 0
let lastCheckpointLsn = await insertLsn()
let lastPlannedLsn = lastCheckpointLsn

async function takeTurns(): Promise<void> {
  if (running) return
  running = true
  try {
    for (;;) {
      const turn = turns.next(owner, performance.now())
      if (turn === undefined) break
      await turn.run()
    }
  } finally {
    running = false
  }
  const heldMs = turns.heldMs(owner, performance.now())
  if (heldMs !== undefined) setTimeout(() => void takeTurns(), heldMs)
}

function queue(connection: number, run: () => Promise<void>, mayWait = false): void {
  turns.add({ connection, mayWait, run })
  void takeTurns()
}

function attach(client: MessagePort): void {
  const connection = ++connections
  const incoming = new FrontendMessages()
  let open = true
  const leave = () => {
    if (!open) return
    open = false
    const end = async () => {
      if (owner === connection) await session.exec('rollback')
      if (owner === connection) owner = undefined
    }
    queue(connection, end, true) // after whatever of it still waits
  }
  client.on('message', (chunk: Uint8Array) => {
    const messages = incoming.take(chunk)
    if (messages === undefined) return
    if (isTerminate(messages)) {
      leave()
      client.close()
      return
    }
    const mayWait = messages.includes(MAY_WAIT)
    const answer = async () => {
      workedSinceLook = true
      ownerMayWait = owner === connection ? ownerMayWait : mayWait
      const closing = statements.takeClosing()
      if (closing !== undefined) await session.execProtocolRaw(closing)
      const { send, answerOf } = statements.ask(messages)
      // Of its own: one of Node's pool is copied with all 64 KB of it, which made whoever asks collect garbage four times a second.
      const bytes = answerOf(await session.execProtocolRaw(send))
      const said = Buffer.from(bytes.buffer)
      owner = leavesIdle(said) ? undefined : connection
      if (!ownerMayWait) turns.answered(performance.now())
      const panic = panicIn(said)
      client.postMessage(bytes, [bytes.buffer])
      // Ends the thread: opening again recovers from the log. Whoever waits is told why: the disk may be full.
      if (panic !== undefined) throw Object.assign(new Error(panic.message), { code: panic.code })
    }
    queue(connection, answer, mayWait)
  })
  client.on('close', leave)
}

async function insertLsn(): Promise<bigint> {
  const { rows } = await session.query<{ lsn: string }>(
    "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text lsn",
  )
  return BigInt(rows[0]?.lsn ?? '0')
}

async function upkeep(): Promise<void> {
  const lsn = await insertLsn()
  if (lsn - lastPlannedLsn >= BigInt(PLANNED_WAL_BYTES)) {
    await session.exec('discard plans')
    lastPlannedLsn = lsn
  }
  await deadRows.tidy(session)
  if (lsn - lastCheckpointLsn >= BigInt(CHECKPOINT_WAL_BYTES)) await checkpoint()
}

/** PGlite never checkpoints by itself; without this the log grows without bound and a restart replays all of it. */
async function checkpoint(): Promise<void> {
  try {
    await session.exec('checkpoint')
  } catch (error) {
    if ((error as { severity?: string }).severity === 'PANIC') throw error
    return // the log still has everything; the next look tries again
  }
  lastCheckpointLsn = await insertLsn()
}

const upkeepTimer = setInterval(() => {
  if (!workedSinceLook) return
  workedSinceLook = false
  if (!turns.has(0)) queue(0, upkeep)
}, UPKEEP_EVERY_MS)

port.on('message', (message: { attach?: MessagePort; close?: true }) => {
  if (message.attach !== undefined) attach(message.attach)
  if (message.close) {
    clearInterval(upkeepTimer)
    queue(0, async () => {
      await session.exec('checkpoint')
      await session.close()
      port.postMessage({ closed: true })
    })
  }
})
port.postMessage({ ready: true })
