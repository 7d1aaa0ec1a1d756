import type pg from 'pg'
import type { Holder } from '../secrets/secrets.ts'
import { inTransaction } from '../store/store.ts'

const ROWS_PER_TRANSACTION = 200

/** Shows what a table of schema `auth` keeps in its column `sealed` to a rotation; `key` is its primary key. */
export function holderOf(
  pool: pg.Pool,
  { table, key, placeOf }: { table: string; key: string; placeOf: (id: string) => string },
): Holder {
  return async (reseal) => {
    for (let after = ''; ; ) {
      const next = await inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ id: string; sealed: Buffer }>(
          `select ${key} as id, sealed from ${table} where ${key} > $1 order by ${key} limit ${ROWS_PER_TRANSACTION} for update`,
          [after],
        )
        const values = rows.map(({ id, sealed }) => ({ sealed, place: placeOf(id) }))
        for (const [i, fresh] of (await reseal(client, values)).entries()) {
          if (fresh !== null)
            await client.query(`update ${table} set sealed = $2 where ${key} = $1`, [rows[i]?.id, fresh])
        }
        return rows.at(-1)?.id
      })
      if (next === undefined) return
      after = next
    }
  }
}
