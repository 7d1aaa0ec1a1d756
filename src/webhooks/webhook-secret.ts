import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type WebhookSource, webhookSources } from '../contract/webhooks.ts'
import { deleteSecret, putSecret, readSecret, revealSecret, type Secrets } from '../secrets/secrets.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import { newWebhookSecret } from './signature.ts'

/** What calls of a source are signed with in a firm, without the values. */
export type WebhookSecret = {
  source: WebhookSource
  /** When the present secret was made; null when there is none. */
  madeAt: Date | null
  /** Until when calls signed with one before it are taken as well; null when none are. */
  previousEndsAt: Date | null
}

type ReadIo = { store: Pick<Store, 'read' | 'write'>; clock: Clock }
type Kept = { id: Id; madeAt: Date; endsAt: Date | null }

const purpose = 'webhook_secret'
/** How long a secret that was replaced still signs: time to change the other system in. */
const OVERLAP_MS = 24 * 60 * 60_000
/**
 * Where a source's secrets are kept, the same in every firm; their times tell which is the present one. There are three
 * places, because who loses a new secret before it is in use makes another, and the one in use must not end by that.
 */
const SECRET_IDS: Readonly<Record<WebhookSource, readonly Id[]>> = {
  'conversation-complete': [
    '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c01',
    '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c02',
    '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c03',
  ],
}

/** Every source, with what its calls are signed with in the firm. */
export async function listWebhookSecrets(io: ReadIo, tenantId: Id): Promise<WebhookSecret[]> {
  const listed: WebhookSecret[] = []
  for (const source of webhookSources) {
    const [present, previous] = await inForce(io, { tenantId, source })
    listed.push({ source, madeAt: present?.madeAt ?? null, previousEndsAt: previous?.endsAt ?? null })
  }
  return listed
}

/**
 * Makes a firm's secret for a source, and returns it as it is written. The ones before still sign for 24 hours after they
 * were replaced, until `previousEndsAt`, unless they are ended at once.
 */
export async function setWebhookSecret(
  tx: Tx,
  input: {
    tenantId: Id
    source: WebhookSource
    endPrevious: boolean
    secrets: Pick<Secrets, 'seal'>
    clock: Clock
  },
): Promise<{ secret: string; previousEndsAt: Date | null }> {
  const { tenantId, source, endPrevious, secrets, clock } = input
  await lock(tx)
  const kept = await readKept(tx, source)
  // Later than the one before in any case: their order tells which is present, and clocks are set back.
  const now = new Date(Math.max(clock.now().getTime(), 1 + (kept[0]?.madeAt.getTime() ?? 0)))
  const places = SECRET_IDS[source]
  const staying = endPrevious ? [] : kept.filter((one) => !hasEnded(one, now)).slice(0, places.length - 1)
  for (const { id } of kept) if (!staying.some((one) => one.id === id)) await deleteSecret(tx, { id })
  const id = places.find((place) => !staying.some((one) => one.id === place))
  if (id === undefined) throw new Error(`No place is free for a secret of ${source}.`)
  const { bytes, text } = newWebhookSecret()
  await putSecret(tx, { tenantId, id, purpose, value: bytes, secrets, clock: { now: () => now } })
  return { secret: text, previousEndsAt: staying.length === 0 ? null : endOf(now) }
}

/** Forgets a firm's secrets for a source, those before as well; false when it has none. */
export async function removeWebhookSecret(tx: Tx, { source }: { source: WebhookSource }): Promise<boolean> {
  await lock(tx)
  const kept = await readKept(tx, source)
  for (const { id } of kept) await deleteSecret(tx, { id })
  return kept.length > 0
}

/**
 * What calls of a source may be signed with now, the present secret first. Each is opened only when it is asked for: one
 * before that does not open is no reason to refuse what the present one signed.
 */
export async function* revealWebhookSecrets(
  io: ReadIo & { secrets: Pick<Secrets, 'unseal'> },
  { tenantId, source }: { tenantId: Id; source: WebhookSource },
): AsyncGenerator<Buffer> {
  for (const { id } of await inForce(io, { tenantId, source })) {
    const secret = await revealSecret(io, { tenantId, id, purpose })
    if (secret !== undefined) yield secret
  }
}

/** The secrets that sign now, newest first. Those whose time is over are deleted as they are come upon. */
async function inForce(
  { store, clock }: ReadIo,
  { tenantId, source }: { tenantId: Id; source: WebhookSource },
): Promise<Kept[]> {
  const kept = await store.read(tenantId, (db) => readKept(db, source))
  const now = clock.now()
  if (kept.some((one) => hasEnded(one, now)))
    await store.write(tenantId, async (tx) => {
      await lock(tx)
      for (const one of await readKept(tx, source)) if (hasEnded(one, now)) await deleteSecret(tx, one)
    })
  return kept.filter((one) => !hasEnded(one, now))
}

/** Newest first; each but the newest ends a while after the next was made. */
async function readKept(db: Db, source: WebhookSource): Promise<Kept[]> {
  const found: { id: Id; madeAt: Date }[] = []
  for (const id of SECRET_IDS[source]) {
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
