import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { deleteSecret, putSecret, readSecret, revealSecret, type Secrets } from '../secrets/secrets.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import { newWebhookSecret } from './signature.ts'

/**
 * Where one system's signing secrets are kept; their times tell which is the present one. There are three places, because who
 * loses a new secret before it is in use makes another, and the one in use must not end by that.
 */
export type SecretPlaces = readonly Id[]

/** Since when the present secret signs, and until when those before it do as well; null when there is none, and none do. */
export type SigningTimes = { madeAt: Date | null; previousEndsAt: Date | null }

type ReadIo = { store: Pick<Store, 'read' | 'write'>; clock: Clock }
type At = { tenantId: Id; places: SecretPlaces }
type Kept = { id: Id; madeAt: Date; endsAt: Date | null }

const purpose = 'webhook_secret'
/** How long a secret that was replaced still signs: time to change the other system in. */
const OVERLAP_MS = 24 * 60 * 60_000

export async function readSigningTimes(io: ReadIo, at: At): Promise<SigningTimes> {
  const [present, previous] = await inForce(io, at)
  return { madeAt: present?.madeAt ?? null, previousEndsAt: previous?.endsAt ?? null }
}

/**
 * Makes a secret, and returns it as it is written. The ones before still sign for 24 hours after they were replaced, until
 * `previousEndsAt`, unless they are ended at once.
 */
export async function makeSigningSecret(
  tx: Tx,
  input: At & { endPrevious: boolean; secrets: Pick<Secrets, 'seal'>; clock: Clock },
): Promise<{ secret: string; previousEndsAt: Date | null }> {
  const { tenantId, places, endPrevious, secrets, clock } = input
  await lock(tx)
  const kept = await readKept(tx, places)
  // Later than the one before in any case: their order tells which is present, and clocks are set back.
  const now = new Date(Math.max(clock.now().getTime(), 1 + (kept[0]?.madeAt.getTime() ?? 0)))
  const staying = endPrevious ? [] : kept.filter((one) => !hasEnded(one, now)).slice(0, places.length - 1)
  for (const { id } of kept) if (!staying.some((one) => one.id === id)) await deleteSecret(tx, { id })
  const id = places.find((place) => !staying.some((one) => one.id === place))
  if (id === undefined) throw new Error('No place is free for a signing secret.')
  const { bytes, text } = newWebhookSecret()
  await putSecret(tx, { tenantId, id, purpose, value: bytes, secrets, clock: { now: () => now } })
  return { secret: text, previousEndsAt: staying.length === 0 ? null : endOf(now) }
}

/** Forgets the secrets, those before as well; false when there are none. */
export async function forgetSigningSecrets(tx: Tx, { places }: Pick<At, 'places'>): Promise<boolean> {
  await lock(tx)
  const kept = await readKept(tx, places)
  for (const { id } of kept) await deleteSecret(tx, { id })
  return kept.length > 0
}

/**
 * What signs now, the present secret first. Each is opened only when it is asked for: one before that does not open is no
 * reason to refuse what the present one signed.
 */
export async function* revealSigningSecrets(
  io: ReadIo & { secrets: Pick<Secrets, 'unseal'> },
  { tenantId, places }: At,
): AsyncGenerator<Buffer> {
  for (const { id } of await inForce(io, { tenantId, places })) {
    const secret = await revealSecret(io, { tenantId, id, purpose })
    if (secret !== undefined) yield secret
  }
}

/** The secrets that sign now, newest first. Those whose time is over are deleted as they are come upon. */
async function inForce({ store, clock }: ReadIo, { tenantId, places }: At): Promise<Kept[]> {
  const kept = await store.read(tenantId, (db) => readKept(db, places))
  const now = clock.now()
  if (kept.some((one) => hasEnded(one, now)))
    await store.write(tenantId, async (tx) => {
      await lock(tx)
      for (const one of await readKept(tx, places)) if (hasEnded(one, now)) await deleteSecret(tx, one)
    })
  return kept.filter((one) => !hasEnded(one, now))
}

/** Newest first; each but the newest ends a while after the next was made. */
async function readKept(db: Db, places: SecretPlaces): Promise<Kept[]> {
  const found: { id: Id; madeAt: Date }[] = []
  for (const id of places) {
    const row = await readSecret(db, { id, purpose })
    if (row !== undefined) found.push({ id, madeAt: row.changedAt })
  }
  found.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime())
  return found.map((one, i) => {
    const next = found[i - 1]
    return { ...one, endsAt: next === undefined ? null : endOf(next.madeAt) }
  })
}

const endOf = (replacedAt: Date) => new Date(replacedAt.getTime() + OVERLAP_MS)

const hasEnded = ({ endsAt }: Kept, now: Date) => endsAt !== null && endsAt <= now

/** One change of a firm's secrets at a time: each looks at all of them first. */
async function lock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('webhooks.secrets:' || app_tenant()::text, 0))`.execute(
    tx,
  )
}
