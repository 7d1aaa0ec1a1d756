import assert from 'node:assert/strict'
import type { Store } from '../../src/store/store.ts'

/** Each source, of whatever firm, counts the messages that are here of it; they are at least `atLeast` altogether. */
export async function assertSourceCounts({ pool }: Store, atLeast = 1): Promise<void> {
  const { rows } = await pool.query<{ counted: number; here: number }>(
    `select s.message_count as counted,
       (select count(*)::int from message m where m.tenant_id = s.tenant_id and m.source_id = s.id) as here
     from source s`,
  )
  assert.deepEqual(
    rows.map(({ counted }) => counted),
    rows.map(({ here }) => here),
  )
  assert.ok(rows.reduce((sum, { here }) => sum + here, 0) >= atLeast)
}
