import assert from 'node:assert/strict'
import { it } from 'node:test'
import { getAuthTables } from 'better-auth/db'
import { openTestStore } from '../../test/kit/store.ts'
import { systemClock } from '../base/clock.ts'
import { silentLog } from '../base/log.ts'
import { openAuth } from './auth.ts'

it('the tables in schema auth have every column that better-auth writes, and ask for none that it does not', async () => {
  await using store = await openTestStore()
  const auth = openAuth({
    pool: store.pool,
    clock: systemClock,
    log: silentLog,
    baseUrl: 'http://localhost',
    secret: 'x'.repeat(43),
  })
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  for (const { modelName, fields } of Object.values(getAuthTables(auth.options))) {
    const { rows } = await store.pool.query<{ column: string; required: boolean }>(
      `select column_name as "column", is_nullable = 'NO' and column_default is null as required
       from information_schema.columns where table_schema = 'auth' and table_name = $1`,
      [modelName],
    )
    const written = ['id', ...Object.entries(fields).map(([key, field]) => snake(field.fieldName ?? key))]
    assert.deepEqual(
      written.filter((column) => !rows.some((row) => row.column === column)),
      [],
      `missing in auth.${modelName}`,
    )
    assert.deepEqual(
      rows.filter(({ column, required }) => required && !written.includes(column)),
      [],
      `unknown to better-auth in auth.${modelName}`,
    )
  }
})
