import { sql } from 'kysely'
import { type Check, type Found, isMeant } from '../check.ts'

/** A phone's clock may be ahead; what says it was said tomorrow was not. */
const AHEAD = '1 day'

const PLACES = [
  ['message', 'at'],
  ['raw_item', 'received_at'],
  ['run', 'made_at'],
  ['customer', 'made_at'],
  ['conversation', 'made_at'],
  ['reply', 'written_at'],
  ['suggestion', 'made_at'],
] as const
const NAMED_MAX = 50

/** Nothing was said, brought in or made in the future. */
export const clockSane: Check = {
  name: 'clock-sane',
  summary: 'Nothing was said or made in the future.',
  pace: 'derived',
  look: async ({ read, clock }, part) => {
    const found: Found[] = []
    for (const [table, column] of PLACES) {
      const rows = await read(async (db) => {
        const { rows } = await sql<{ id: string }>`
          select id from ${sql.table(table)} where ${sql.ref(column)} > ${clock.now()}::timestamptz + ${AHEAD}::interval order by id limit ${NAMED_MAX}`.execute(
          db,
        )
        return rows
      })
      for (const { id } of rows)
        if (isMeant(part, id))
          found.push({ kind: 'row_in_future', subject: { kind: table, id }, details: { column } })
    }
    return { found, waiting: 0, looked: found.length }
  },
}
