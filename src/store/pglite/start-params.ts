import type { PGlite } from '@electric-sql/pglite'

/**
 * PostgreSQL options for the embedded database: PGlite's own, without `-F` (which turns syncing off),
 * with the log synced by the one call that reaches our disk (`disk/disk.ts`), and with a log kept small, because
 * nothing but us ever checkpoints it.
 */
export function startParams(pglite: typeof PGlite): string[] {
  return [
    ...pglite.defaultStartParams.filter((param) => param !== '-F'),
    ...['-c', 'wal_sync_method=fsync'],
    // WebAssembly memory grows and never shrinks: what is asked for once is held for ever.
    ...['-c', 'shared_buffers=32MB'],
    // Holds the log of a large transaction: where it does not fit, each page of 8 KB is written, and waited for, by itself (taking in
    // 20,000 mails, 5,556 writes at 1 MB, 859 at 8).
    ...['-c', 'wal_buffers=8MB'],
    ...['-c', 'maintenance_work_mem=16MB'],
    // ANALYZE holds 300 rows in memory for each unit of this, of the widest tables too.
    ...['-c', 'default_statistics_target=30'],
    ...['-c', 'max_wal_size=384MB'],
    ...['-c', 'min_wal_size=64MB'],
    ...['-c', 'timezone=UTC'],
    // Files of this size are in memory: an index look-up costs hardly more than the next row.
    ...['-c', 'random_page_cost=1.1'],
  ]
}
