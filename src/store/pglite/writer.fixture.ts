/**
 * A process that writes rows into the embedded database in a data folder and acknowledges each commit.
 * Words: the data folder, a firm, rows in a commit, rows to write in all. Tells how many rows of table `written`
 * it finds, then after every commit how many there are; then waits to be killed.
 */
import { sql } from 'kysely'
import { openStore } from '../store.ts'

const [dataDir = '', firm = '', rowsInCommit = '', rowsTotal = ''] = process.argv.slice(2)
const store = await openStore({ dataDir })
let rows = await store.read(firm, async (db) => {
  const { rows: counted } = await sql<{
    count: number
  }>`select count(*)::integer as count from written`.execute(db)
  return counted[0]?.count ?? 0
})
process.send?.(rows)
while (rows < Number(rowsTotal)) {
  const from = rows
  rows += Number(rowsInCommit)
  await store.write(firm, (tx) =>
    sql`insert into written select n, repeat(md5(n::text), 16) from generate_series(${from}::integer, ${rows - 1}::integer) n`.execute(
      tx,
    ),
  )
  process.send?.(rows)
}
