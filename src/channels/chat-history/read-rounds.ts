import type { Ask } from './connection.ts'
import { idType, readRows } from './read-rows.ts'
import type { Row } from './row-item.ts'
import type { ChatTable } from './table.ts'

/**
 * Tables whose ids have no order, or no index, are gone through in rounds, from the lowest id to the highest, a piece at a
 * time. The first round hands over everything. Later ones hand over the rows of transactions that may not have been finished
 * when the round before began: of all from the oldest then running on (`pg_snapshot_xmin`), since a snapshot does not name
 * subtransactions. So none is missed, whatever its id; one that was written during a round may come twice, with the same
 * external id. The server looks at every row each time, which takes about a second for a million.
 */
export type Round = {
  /** The snapshot at the beginning of the round before; null: hand over everything. */
  since: string | null
  /** The snapshot at the beginning of this one; null before it. */
  began: string | null
  /** The last id handed over in it. */
  after: string | null
}

/** A piece of a round; the round that it leaves behind is the next one when `isOver`. */
export type RoundFound = { rows: Row[]; isOver: boolean; began: string | null; condition: Condition }

type Condition = { sql: string; values: unknown[] }

export async function findInRound(
  ask: Ask,
  table: ChatTable,
  { round, limit }: { round: Round; limit: number },
): Promise<RoundFound> {
  const { sql, id } = table
  const tellsTransactions = table.ids.kind === 'swept'
  const now = tellsTransactions ? ((await ask('select pg_current_snapshot()::text'))[0]?.[0] as string) : null
  const condition = freshRows(table, round, now)
  const from = `from (select t.* from ${sql} t where ${condition.sql} order by t.${id.sql} limit ${limit}) t`
  const { rows, isAll } = await readRows(ask, table, { from, values: condition.values, limit })
  return { rows, isOver: isAll, began: round.began ?? now, condition }
}

/** As `countUnseen`: how many rows the table counts in stretches that begin at `starts` and end with `last`. */
export async function countInRound(
  ask: Ask,
  table: ChatTable,
  input: { condition: Condition; starts: readonly string[]; last: string | null },
): Promise<number[]> {
  const { starts, last, condition } = input
  const { sql, id } = table
  const type = idType(table)
  const counts: number[] = new Array(Math.max(1, starts.length)).fill(0)
  const [n, m] = [condition.values.length + 1, condition.values.length + 2]
  const stretch =
    starts.length === 0
      ? `0 + 0 * cardinality($${n}::text[])`
      : `greatest(width_bucket(t.${id.sql}::${type}, $${n}::${type}[]) - 1, 0)`
  const rows = await ask(
    `select ${stretch}, count(*)::int from ${sql} t
     where ${condition.sql} and ($${m}::${type} is null or t.${id.sql} <= $${m}::${type}) group by 1`,
    [...condition.values, starts, last],
  )
  for (const [at, count] of rows as [number, number][]) counts[at] = (counts[at] ?? 0) + count
  return counts
}

const HALF_CIRCLE = 2n ** 31n
const CIRCLE = 2n ** 32n

/**
 * Rows tell the lower 32 bits of the transaction that wrote them; the upper ones follow from those of the present, since it
 * was not more than a full circle ago. A row frozen longer ago than that may seem new, and adds nothing.
 */
function freshRows(table: ChatTable, { since, after }: Round, now: string | null): Condition {
  const values: unknown[] = []
  const conditions = ['true']
  if (after !== null) {
    values.push(after)
    conditions.push(`t.${table.id.sql} > $${values.length}::${idType(table)}`)
  }
  if (since !== null && now !== null) {
    const horizon = BigInt(since.split(':')[0] ?? 0)
    const present = BigInt(now.split(':')[1] ?? 0)
    if (present - horizon < HALF_CIRCLE) {
      const first = values.push(`${present / CIRCLE}`, `${present % CIRCLE}`, `${horizon}`) - 2
      const low = 't.xmin::text::int8'
      conditions.push(
        `${low} >= 3 and ${low} + ($${first}::int8 - (${low} > $${first + 1}::int8)::int) * ${CIRCLE} >= $${first + 2}::int8`,
      )
    }
  }
  return { sql: conditions.join(' and '), values }
}
