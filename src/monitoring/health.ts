import type { Health } from '../contract/access.ts'
import type { Store } from '../store/store.ts'

const SLOW_MS = 1_000

/** How the service is, by how its database is: one that is merely busy, as during an import, is no reason to start again. */
export async function examineHealth(
  store: Pick<Store, 'condition' | 'kind'>,
): Promise<Pick<Health, 'status' | 'reason' | 'database'>> {
  const { state, milliseconds } = await store.condition()
  const seconds = Math.round(milliseconds / 100) / 10
  const [status, reason] = {
    dead: ['unhealthy', 'The database does not answer.'],
    busy: ['degraded', `The database is busy with other work, and has not answered for ${seconds} s.`],
    answers:
      milliseconds > SLOW_MS
        ? ['degraded', `The database is slow: it took ${seconds} s to answer.`]
        : ['healthy', null],
  }[state] as [Health['status'], string | null]
  return { status, reason, database: { kind: store.kind, ok: state !== 'dead', state, milliseconds } }
}
