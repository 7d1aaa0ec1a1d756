import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { type ItemSeal, openLines, RAW_ITEMS } from '../../intake/intake.ts'
import { type Db, firmTables, type Store, schemaFingerprint, type Tx } from '../../store/store.ts'
import { leftOut } from './left-out.ts'
import { treeHash } from './merkle.ts'
import { type Range, readRanges } from './read-ranges.ts'

/** A firm's state in counts and hashes. */
export type State = {
  beganAt: Date
  endedAt: Date
  oneMoment: boolean
  schema: string
  tables: { table: string; rows: number; hash: Buffer; ranges: Range[] }[]
  hash: Buffer
}

export type StateIo = { store: Pick<Store, 'read' | 'kind'>; clock: Clock; itemSeal: ItemSeal }

/**
 * Reads a firm's state while the rest goes on. A PostgreSQL server shows all of it as it was at one moment, in one transaction
 * that holds nobody up; the embedded database, which is one session, in small ones, and what is written meanwhile may
 * be in it as it was before or after.
 */
export async function readState(io: StateIo, tenantId: Id, signal?: AbortSignal): Promise<State> {
  if (io.store.kind === 'pglite')
    return readBy(io, { tenantId, read: (work) => io.store.read(tenantId, work), oneMoment: false, signal })
  return io.store.read(tenantId, async (db) => {
    await sql`set transaction isolation level repeatable read`.execute(db)
    return readBy(io, { tenantId, read: (work) => work(db), oneMoment: true, signal })
  })
}

async function readBy(
  { clock, itemSeal }: StateIo,
  {
    tenantId,
    read,
    oneMoment,
    signal,
  }: {
    tenantId: Id
    read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
    oneMoment: boolean
    signal: AbortSignal | undefined
  },
): Promise<State> {
  const beganAt = clock.now()
  const without = leftOut.flatMap(({ table, columns }) => (columns === undefined ? [table] : []))
  const names = (await read(firmTables)).filter((table) => !without.includes(table)).sort()
  const opened = itemSeal.sealsNew
    ? (lines: readonly string[]) => openLines(itemSeal, { tenantId, lines })
    : undefined
  const tables: State['tables'] = []
  for (const table of names) {
    const ranges: Range[] = []
    for await (const range of readRanges(read, { table, opened: table === RAW_ITEMS ? opened : undefined })) {
      signal?.throwIfAborted()
      ranges.push(range)
    }
    const rows = ranges.reduce((sum, range) => sum + range.rows, 0)
    tables.push({ table, rows, hash: treeHash(ranges.map(({ hash }) => hash)), ranges })
  }
  const hash = treeHash(tables.map((one) => one.hash))
  return { beganAt, endedAt: clock.now(), oneMoment, schema: schemaFingerprint(), tables, hash }
}

const RANGES_PER_STATEMENT = 1_000

/** Keeps a state under a name. Refuses with `checkpoint_exists` a name that another has. */
export async function keepCheckpoint(
  tx: Tx,
  input: { clock: Clock; name: string; madeBy: string; state: State },
): Promise<Id> {
  const { state, name, madeBy } = input
  const id = newId(input.clock)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('checkpoint')
    .values({
      ...{ id, name, madeBy, beganAt: state.beganAt, endedAt: state.endedAt, oneMoment: state.oneMoment },
      ...{ schema: state.schema, hash: state.hash },
      tables: JSON.stringify(
        state.tables.map(({ table, rows, hash }) => ({ table, rows, hash: hash.toString('hex') })),
      ),
    })
    .onConflict((conflict) => conflict.columns(['tenantId', 'name']).doNothing())
    .executeTakeFirst()
  if ((numInsertedOrUpdatedRows ?? 0n) === 0n)
    throw new Refusal(
      'checkpoint_exists',
      'Another checkpoint has this name.',
      'Give it another name, or take the old one away first.',
      { status: 409 },
    )
  const ranges = state.tables.flatMap(({ table, ranges: own }) =>
    own.map(({ lastKey, rows, hash }, place) => ({
      table,
      place,
      last_key: lastKey,
      rows,
      hash: hash.toString('hex'),
    })),
  )
  for (let at = 0; at < ranges.length; at += RANGES_PER_STATEMENT)
    await sql`
      insert into checkpoint_range (checkpoint_id, table_name, place, last_key, rows, hash)
      select ${id}, "table", place, last_key, rows, decode(hash, 'hex')
      from json_to_recordset(${JSON.stringify(ranges.slice(at, at + RANGES_PER_STATEMENT))}::json)
        as r ("table" text, place int, last_key text, rows int, hash text)`.execute(tx)
  return id
}
