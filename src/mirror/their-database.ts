import pg from 'pg'
import { errorCode } from '../base/refusal.ts'
import { type AddressOf, readableUrl, SocketTo, wireErrorOf } from '../channels/channels.ts'
import { RowUnfit } from './mapping.ts'

/** Asks within a transaction; answers the rows. */
export type Ask = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>

/** The other database, over one connection. Whatever breaks is a `WireError`, or a `RowUnfit` where it is the row's own. */
export type TheirDatabase = AsyncDisposable & {
  inTransaction<T>(work: (ask: Ask) => Promise<T>, how?: { isReadOnly: boolean }): Promise<T>
}

const CONNECT_MS = 10_000
const IDLE_MS = 10_000
/** A row that somebody holds longer is left to the next round. */
const LOCK_MS = 1_000
const STATEMENT_MS = 20_000

/** Opens nothing yet. Throws `WireError` when the address is none. */
export function openDatabase(url: string, addressOf: AddressOf): TheirDatabase {
  const pool = new pg.Pool({
    connectionString: readableUrl(url),
    application_name: 'plumbline',
    max: 1,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    query_timeout: STATEMENT_MS + 5_000,
    allowExitOnIdle: true,
    keepAlive: true,
    stream: () => new SocketTo(addressOf),
  })
  pool.on('error', () => undefined) // whoever asks next is told
  return {
    inTransaction: async (work, { isReadOnly } = { isReadOnly: false }) => {
      let client: pg.PoolClient | undefined
      let broken = true
      const ignore = () => undefined
      try {
        const asked = await pool.connect()
        client = asked
        asked.on('error', ignore)
        await asked.query(
          `begin${isReadOnly ? ' read only' : ''}; set local statement_timeout = ${STATEMENT_MS}; set local lock_timeout = ${LOCK_MS}; set local search_path = pg_catalog`,
        )
        const result = await work(async (text, values = []) => (await asked.query(text, [...values])).rows)
        await asked.query('commit')
        broken = false
        return result
      } catch (error) {
        throw unfitOf(error) ?? wireErrorOf(error)
      } finally {
        client?.off('error', ignore)
        client?.release(broken)
      }
    },
    [Symbol.asyncDispose]: () => pool.end(),
  }
}

/**
 * What is the row's own and not the database's: a value that the column cannot have (SQLSTATE classes 22 and 23), a row that
 * somebody holds (55P03), or that must stay as it is (42501, P0001: said by a rule or trigger there).
 */
function unfitOf(error: unknown): RowUnfit | undefined {
  if (error instanceof RowUnfit) return error
  const code = errorCode(error)
  if (!(error instanceof pg.DatabaseError) || code === undefined) return undefined
  const column = error.column ?? error.constraint ?? ''
  if (code === '55P03' || code.startsWith('40')) return new RowUnfit('locked', '')
  if (code === '42501') return new RowUnfit('not_allowed', error.table ?? '')
  if (/^(22|23|P0)/.test(code))
    return new RowUnfit(CODES[code] ?? (code.startsWith('22') ? 'wrong_type' : 'refused_there'), column)
  return undefined
}

const CODES: Record<string, string> = {
  '22001': 'too_long',
  '23502': 'must_be_told',
  '23503': 'refers_to_nothing',
  '23505': 'there_already',
  '23514': 'not_allowed_value',
}
