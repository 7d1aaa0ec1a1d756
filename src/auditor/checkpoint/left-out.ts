/**
 * What no checkpoint looks at, and why: what an installation knows of itself, and what counts changes and not states. So a
 * firm that was exported and restored, or damaged and repaired, has the hashes that it had.
 */
export const leftOut: readonly { table: string; columns?: readonly string[]; why: string }[] = [
  { table: 'checkpoint', why: 'It is made of the rest.' },
  { table: 'checkpoint_range', why: 'It is made of the rest.' },
  { table: 'notice', why: 'It tells people of the rest.' },
  {
    table: 'conversation',
    columns: ['version'],
    why: 'It counts changes; a repair changes, and what stands after it is what stood before.',
  },
  {
    table: 'customer',
    columns: ['version', 'changed_at'],
    why: 'They tell of changes, and not of the customer.',
  },
  {
    table: 'source',
    columns: ['watch_holder', 'watch_until'],
    why: 'They name a process of this installation.',
  },
  {
    table: 'run',
    columns: ['lease_holder', 'lease_until', 'peak_rss_mb'],
    why: 'They name a process of this installation.',
  },
  { table: 'media', columns: ['stored_at'], why: 'Bytes that were fetched again are the same bytes.' },
  {
    table: 'reply',
    columns: ['lease_holder', 'lease_until'],
    why: 'They name a process of this installation.',
  },
]

/** Tables that stay where they are when a firm moves, which `firmTables` leaves out. */
export const STAYS_WHY =
  'Alerts, what was measured, sealed values, the audit trail and what came of checks are of this installation, and in no export.'
