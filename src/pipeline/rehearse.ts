import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Id } from '../base/ids.ts'
import {
  forgetTroubles,
  noCounts,
  readCounts,
  readTroubles,
  type Troubles,
  writeCounts,
  writeTroubles,
} from '../intake/intake.ts'
import { firmTables, keyColumns, openStore, readRows, type Store, writeRows } from '../store/store.ts'
import { type ImportInput, type ImportIo, importTakeout } from './import-takeout.ts'

const ROWS_PER_STATEMENT = 2_000
const CARRY_EVERY_MS = 500

/**
 * A dry run: the real import, on a copy of the firm in a database of its own that is thrown away afterwards.
 * So its numbers are those the real run would have, and the firm's own database is not even kept busy. The
 * run's counts are carried over while it goes on, and in the end what it set aside. One that broke off begins anew.
 */
export async function rehearse(io: ImportIo, input: ImportInput): Promise<'completed' | 'incomplete'> {
  const { tenantId, runId } = input
  await io.store.write(tenantId, async (tx) => {
    await writeCounts(tx, runId, noCounts)
    await forgetTroubles(tx, runId)
  })
  const dir = await mkdtemp(join(tmpdir(), 'plumbline-rehearsal-'))
  try {
    const key = randomBytes(32) // in memory alone: what a kill leaves in the folder can be read by nobody
    const masterKeys = { candidates: () => [key], first: () => key }
    await using copy = await openStore({ dataDir: dir, masterKeys })
    await copyFirm(io.store, copy, tenantId)
    const carryCounts = async () => {
      const counts = await copy.read(tenantId, (db) => readCounts(db, runId))
      await io.store.write(tenantId, (tx) => writeCounts(tx, runId, counts))
    }
    const timer = setInterval(() => void carryCounts().catch(() => undefined), CARRY_EVERY_MS)
    try {
      return await importTakeout({ ...io, store: copy, media: undefined, metrics: undefined }, input)
    } finally {
      clearInterval(timer)
      await carryCounts()
      await carryTroubles(copy, io.store, input)
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function carryTroubles(from: Store, to: Store, { tenantId, runId }: ImportInput): Promise<void> {
  let after: Id | null = null
  do {
    const at: Id | null = after
    const troubles: Troubles = await from.read(tenantId, (db) => readTroubles(db, runId, at))
    await to.write(tenantId, (tx) => writeTroubles(tx, troubles))
    after = troubles.next
  } while (after !== null)
}

/** What an import neither reads nor changes. */
const LEFT_OUT = ['understanding', 'checkpoint', 'checkpoint_range']

/** Copies all rows of a firm that an import can have to do with from one database to another. */
export async function copyFirm(from: Store, to: Store, tenantId: Id): Promise<void> {
  const tables = (await from.read(tenantId, firmTables)).filter((table) => !LEFT_OUT.includes(table))
  for (const table of tables) {
    const key = await from.read(tenantId, (db) => keyColumns(db, table))
    await to.write(tenantId, async (tx) => {
      let after: string[] | null = null
      do {
        const at: string[] | null = after
        const { lines, next }: { lines: string[]; next: string[] | null } = await from.read(tenantId, (db) =>
          readRows(db, { table, key, after: at, limit: ROWS_PER_STATEMENT }),
        )
        await writeRows(tx, { table, lines })
        after = next
      } while (after !== null)
    })
  }
}
