import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

const PATIENCE_MS = 5_000
const TOKEN_URL = 'https://oauth2.googleapis.com/token'

/** Where Google gives out tokens; undefined where Plumbline is not known to Google. */
export function googleTokenUrl(
  client: { clientId: string; endpoints?: { token_endpoint: string } } | undefined,
): string | undefined {
  return client && (client.endpoints?.token_endpoint ?? TOKEN_URL)
}

/** What was found when Google was last looked at. */
export type GoogleFound = { ok: boolean; code: string; milliseconds: number; checkedAt: Date }

/**
 * Asks whether Google's token endpoint answers at all, without any credentials, and keeps what was found, for all
 * processes. Any answer but a failure of its server will do: it refuses a request that says nothing.
 */
export async function checkGoogle(
  io: { store: Pick<Store, 'pool'>; clock: Clock },
  tokenUrl: string,
): Promise<void> {
  const beganMs = performance.now()
  const ok = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).then(
    async (answer) => {
      await answer.body?.cancel()
      return answer.status < 500
    },
    () => false,
  )
  await io.store.pool.query(
    `insert into machine.health_check (name, ok, code, milliseconds, checked_at) values ('google', $1, $2, $3, $4)
     on conflict (name) do update set ok = excluded.ok, code = excluded.code, milliseconds = excluded.milliseconds,
       checked_at = excluded.checked_at`,
    [ok, ok ? 'reachable' : 'unreachable', performance.now() - beganMs, io.clock.now()],
  )
}

/** What was found last; undefined before the first look. */
export async function readGoogle({ pool }: Pick<Store, 'pool'>): Promise<GoogleFound | undefined> {
  const { rows } = await pool.query<GoogleFound>(
    `select ok, code, milliseconds, checked_at as "checkedAt" from machine.health_check where name = 'google'`,
  )
  return rows[0]
}
