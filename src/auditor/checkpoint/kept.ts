import { type Selectable, sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { isId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Checkpoint } from '../../contract/auditor.ts'
import type { Db, Tables, Tx } from '../../store/store.ts'
import type { State } from './make.ts'

/** Checkpoints, newest first. */
export async function listCheckpoints(db: Db): Promise<Checkpoint[]> {
  const rows = await db
    .selectFrom('checkpoint')
    .selectAll()
    .orderBy('endedAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(showCheckpoint)
}

/** A checkpoint by its id or name; refuses with `checkpoint_not_found`. */
export async function findCheckpoint(db: Db, called: string): Promise<Checkpoint> {
  const row = await db
    .selectFrom('checkpoint')
    .selectAll()
    .where(isId(called) ? 'id' : 'name', '=', called)
    .executeTakeFirst()
  if (row !== undefined) return showCheckpoint(row)
  throw new Refusal(
    'checkpoint_not_found',
    'There is no such checkpoint.',
    'Look at the list of checkpoints and choose one from there.',
    { status: 404 },
  )
}

/** What a checkpoint kept. */
export async function readKeptState(db: Db, checkpoint: Checkpoint): Promise<State> {
  const { rows } = await sql<{ table: string; lastKey: string; rows: number; hash: Buffer }>`
    select table_name as "table", last_key, rows, hash from checkpoint_range where checkpoint_id = ${checkpoint.id}
    order by table_name, place`.execute(db)
  const { schema } = await db
    .selectFrom('checkpoint')
    .select('schema')
    .where('id', '=', checkpoint.id)
    .executeTakeFirstOrThrow()
  const byTable = Map.groupBy(rows, ({ table }) => table)
  return {
    beganAt: new Date(checkpoint.beganAt),
    endedAt: new Date(checkpoint.endedAt),
    oneMoment: checkpoint.oneMoment,
    schema,
    hash: Buffer.from(checkpoint.hash, 'hex'),
    tables: checkpoint.tables.map(({ table, rows: count, hash }) => ({
      ...{ table, rows: count, hash: Buffer.from(hash, 'hex') },
      ranges: byTable.get(table) ?? [],
    })),
  }
}

/** Takes a checkpoint away. */
export async function removeCheckpoint(tx: Tx, id: Id): Promise<void> {
  await tx.deleteFrom('checkpointRange').where('checkpointId', '=', id).execute()
  await tx.deleteFrom('checkpoint').where('id', '=', id).execute()
}

function showCheckpoint(row: Selectable<Tables['checkpoint']>): Checkpoint {
  const tables = row.tables as Checkpoint['tables']
  return {
    id: row.id,
    name: row.name,
    madeBy: row.madeBy,
    beganAt: row.beganAt.toISOString(),
    endedAt: row.endedAt.toISOString(),
    oneMoment: row.oneMoment,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    hash: row.hash.toString('hex'),
    tables,
  }
}
