import { Refusal } from '../base/refusal.ts'
import type { Store } from '../store/store.ts'

/** The code of the refusal while another backup is made. */
export const RUNNING = 'backup_running'

/**
 * Runs `work` while no other process makes a backup of the same server's database. The lock is a transaction's, which has neither
 * a number nor a snapshot, and so holds nobody back: one of a session stays behind at a pooler. Refuses with `backup_running`.
 */
export async function inTurn<T>(
  { kind, pool }: Pick<Store, 'kind' | 'pool'>,
  work: () => Promise<T>,
): Promise<T> {
  if (kind === 'pglite') return await work() // nobody else has it open
  const client = await pool.connect()
  let lost: Error | undefined
  try {
    await client.query('begin')
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended('plumbline backup', 0)) as mine",
    )
    if (rows[0]?.mine !== true) throw anotherRuns()
    return await work()
  } finally {
    await client.query('rollback').catch((error: Error) => {
      lost = error
    })
    client.release(lost)
  }
}

export function anotherRuns(): Refusal {
  return new Refusal(RUNNING, 'A backup is being made already.', 'Wait for its end.', { status: 409 })
}
