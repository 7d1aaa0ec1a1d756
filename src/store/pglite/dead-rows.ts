import type { PGlite } from '@electric-sql/pglite'

/** When PostgreSQL vacuums a table by itself (manual, "The Autovacuum Daemon"), with more rows before a small one counts. */
const DEAD_ROWS_MIN = 1_000
const DEAD_SHARE = 0.2
/** Nobody is answered meanwhile: some 50 ms for a table of this size. What is larger waits until all are vacuumed. */
const BYTES_MAX = 32 * 1024 * 1024
const LOOK_EVERY_MS = 10_000

/**
 * Takes dead rows out of tables in which many lie, one table at a look: a queue that 100,000 rows have gone through is read to its end
 * for the next one. PGlite has no process that would.
 */
export class DeadRows {
  readonly #everyMs: number
  #lookedMs = performance.now()

  constructor({ everyMs = LOOK_EVERY_MS } = {}) {
    this.#everyMs = everyMs
  }

  /** To be called between transactions. */
  async tidy(session: Pick<PGlite, 'exec' | 'query'>): Promise<void> {
    if (performance.now() - this.#lookedMs < this.#everyMs) return
    this.#lookedMs = performance.now()
    await session.exec('select pg_stat_force_next_flush()') // counted since the last look
    const { rows } = await session.query<{ name: string }>(
      `select format('%I.%I', schemaname, relname) as name from pg_stat_all_tables
       where n_dead_tup > $1 + $2::float8 * n_live_tup and pg_table_size(relid) < $3 order by n_dead_tup desc limit 1`,
      [DEAD_ROWS_MIN, DEAD_SHARE, BYTES_MAX],
    )
    for (const { name } of rows) await session.exec(`vacuum ${name}`)
  }
}
