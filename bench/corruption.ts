/**
 * Plants damage of every kind in a firm, has it found, repaired and compared with what was before, and prints a line for each:
 * on the embedded database, then on a PostgreSQL server. `node bench/corruption.ts`
 */
import { lineOf, mendAll, openDamagedFirm } from '../test/kit/damaged-firm.ts'
import { startPostgres } from '../test/kit/postgres.ts'

const only = process.argv[2]
if (only !== 'postgres') {
  await using embedded = await openDamagedFirm()
  console.log('PGlite')
  await mendAll(embedded, undefined, (mended) => console.log(lineOf(mended)))
}
if (only !== 'pglite') {
  await using postgres = await startPostgres()
  await using served = await openDamagedFirm({ databaseUrl: await postgres.database() })
  console.log('PostgreSQL')
  await mendAll(served, undefined, (mended) => console.log(lineOf(mended)))
}
