import pg from 'pg'
import { errorCode } from '../../base/refusal.ts'
import { WireError, type WireFault } from '../wire.ts'

/** By SQLSTATE, or the code of a socket; sentences of ours, for a server's name users, hosts and values. */
const CODED: readonly [codes: RegExp, fault: WireFault, sentence: string][] = [
  [/^(28P01|28000)$/, 'credentials_refused', 'The database does not take this name and password.'],
  [/^42501$/, 'credentials_refused', 'This user may not read the table.'],
  [/^3D000$/, 'not_found', 'The server has no such database.'],
  [/^(42P01|3F000)$/, 'not_found', 'The table is not there.'],
  [/^(57014|55P03)$/, 'timeout', 'The database did not answer in time.'],
  [/^(53|40)/, 'busy', 'The database has too much to do.'],
  [/^(08|57P)/, 'unreachable', 'The connection to the database broke.'],
  [/^(42|22|25|0A)/, 'unreadable', 'The table cannot be read as a chat history.'],
  [/CERT|SIGNATURE|_TLS_/, 'unreachable', 'The certificate of the database server is not trusted.'],
  [/^ETIMEDOUT$/, 'timeout', 'The database server did not answer in time.'],
  [/^E(?!RR_)[A-Z_]+$/, 'unreachable', 'The database server cannot be reached.'],
]

/** What `pg` says by itself has no code. */
const UNCODED: typeof CODED = [
  [/timeout/i, 'timeout', 'The database server did not answer in time.'],
  [/SASL|password must be a string/, 'credentials_refused', 'The database asks for a password.'],
  [/does not support SSL/, 'unreachable', 'The database server does not speak TLS.'],
  [
    /Connection terminated|Connection ended|not queryable/,
    'unreachable',
    'The connection to the database broke.',
  ],
]

/** What was thrown while asking a database, as a wire tells it; what is not the database's doing, as it is. */
export function wireErrorOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof WireError) return error
  const code = errorCode(error)
  const [, fault, sentence] =
    (code === undefined
      ? UNCODED.find(([words]) => words.test(error.message))
      : CODED.find(([codes]) => codes.test(code))) ?? []
  if (fault !== undefined) return new WireError(fault, sentence ?? '', { cause: error })
  return error instanceof pg.DatabaseError
    ? new WireError('unreachable', 'The database cannot be asked.', { cause: error })
    : error
}
