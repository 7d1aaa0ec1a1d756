import { Kysely, sql } from 'kysely'
import type pg from 'pg'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { WrappedKey } from './data-keys.ts'

/** Somebody's transaction: a firm's, or one on schema `auth`. */
export type Writer = Tx | pg.ClientBase

/** The key to seal under. It stays the one until the transaction ends. */
export async function holdSealingKey(tx: Writer): Promise<WrappedKey> {
  type Row = { id: Id; wrapped: Buffer } | { id: null; wrapped: null }
  const query = 'select id, wrapped from public.sealing_key()'
  const { rows } = tx instanceof Kysely ? await sql.raw<Row>(query).execute(tx) : await tx.query<Row>(query)
  const [row] = rows
  if (row === undefined || row.id === null) throw new Error('There is no key to seal under.')
  return { ...row, purpose: 'sealing' }
}
