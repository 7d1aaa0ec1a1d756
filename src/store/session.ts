import { type Kysely, sql } from 'kysely'
import { type Id, isId } from '../base/ids.ts'
import type { Tables } from './generated/tables.ts'
import type { GuardedPool } from './guard.ts'
import { MAY_WAIT } from './pglite/turns.ts'

declare const write: unique symbol

/** Reads one firm's rows, in a transaction that sees no other firm's. */
export type Db = Pick<
  Kysely<Tables>,
  'selectFrom' | 'with' | 'fn' | 'getExecutor' | 'dynamic' | 'case' | 'selectNoFrom'
>

/** Writes one firm's rows, in somebody's transaction. Await nothing in it but this database. */
export type Tx = Kysely<Tables> & { readonly [write]: true }

/** In whose name rows are changed, as the event log tells it: `person:ID`, `key:ID`, `operator`; `system` unless said otherwise. */
export type ActorName = 'system' | 'operator' | `${'person' | 'key' | 'rule' | 'mirror'}:${string}`

/** Transactions as one firm. */
export type Session = {
  /** Runs `work` in a read-only transaction. Do not keep it open over anything slow: the embedded database has one session. */
  read<T>(tenantId: Id, work: (db: Db) => Promise<T>): Promise<T>
  /** Runs `work` in a transaction: all of it is kept, or nothing. */
  write<T>(tenantId: Id, work: (tx: Tx) => Promise<T>, actor?: ActorName): Promise<T>
}

/**
 * Sessions over a pool. `role` is the database role that row-level security binds, or undefined when the
 * connection's own user is bound already. With `mayWait` others' transactions go before these, where the database has one session.
 */
export function openSession(
  { pool, kysely, role }: { pool: GuardedPool; kysely: Kysely<Tables>; role: string | undefined },
  { mayWait = false }: { mayWait?: boolean } = {},
): Session {
  const transaction = <T>(
    mode: 'read only' | 'read write',
    tenantId: Id,
    work: (tx: Tx) => Promise<T>,
    actor?: ActorName,
  ): Promise<T> => {
    if (!isId(tenantId)) throw new Error('A tenant id must be a UUID.')
    if (actor !== undefined && !ACTOR.test(actor)) throw new Error('An actor is a kind and an id.')
    // One round trip. SET takes no parameters; id and actor were checked just above, the role is ours.
    const begin = `${mayWait ? `${MAY_WAIT} ` : ''}begin ${mode}; ${role === undefined ? '' : `set local role ${role}; `}set local app.tenant_id = '${tenantId}'${actor === undefined ? '' : `; set local app.actor = '${actor}'`}`
    return kysely.connection().execute(async (connection) => {
      await sql.raw(begin).execute(connection)
      try {
        const result = await pool.guard(() => work(connection as Tx))
        await sql`commit`.execute(connection)
        return result
      } catch (error) {
        await sql`rollback`.execute(connection).catch(() => undefined)
        throw error
      }
    })
  }
  return {
    read: (tenantId, work) => transaction('read only', tenantId, work as (tx: Tx) => ReturnType<typeof work>),
    write: (tenantId, work, actor = 'system') => transaction('read write', tenantId, work, actor),
  }
}

const ACTOR = /^[a-z]+(:[\w.-]{1,100})?$/

/**
 * Makes this connection plan its queries anew, foreign keys' own among them. Call it at the start of every batch of
 * a bulk load, numbered from 0: a plan made while a table was empty is kept until somebody measures the table, and
 * reads all of it for every row once it is not (threading 21,000 messages took 3.4 s in its inserts instead of 0.8 s).
 * Once tables have some thousand rows a plan stays good, and making it again costs more than it gains.
 */
export async function freshPlans(tx: Tx, batch: number): Promise<void> {
  if (batch < EARLY_BATCHES || batch % EARLY_BATCHES === 0) await sql`discard plans`.execute(tx)
}

const EARLY_BATCHES = 16
