import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type WebhookSource, webhookSources } from '../contract/webhooks.ts'
import { deleteSecret, putSecret, readSecret, revealSecret, type Secrets } from '../secrets/secrets.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import { newWebhookSecret } from './signature.ts'

/** A firm's secret for a source, without its value. */
export type WebhookSecret = { source: WebhookSource; madeAt: Date; changedAt: Date }

const purpose = 'webhook_secret'
/** A firm has one secret for each source, so its id is the same in every firm. */
const SECRET_IDS: Readonly<Record<WebhookSource, Id>> = {
  'conversation-complete': '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c01',
}

/** The secrets that a firm has. */
export async function listWebhookSecrets(db: Db): Promise<WebhookSecret[]> {
  const found: WebhookSecret[] = []
  for (const source of webhookSources) {
    const secret = await readSecret(db, { id: SECRET_IDS[source], purpose })
    if (secret !== undefined) found.push({ source, madeAt: secret.madeAt, changedAt: secret.changedAt })
  }
  return found
}

/** Makes a firm's secret for a source, in place of the one before, which signs no more; returns it as it is written. */
export async function setWebhookSecret(
  tx: Tx,
  input: { tenantId: Id; source: WebhookSource; secrets: Pick<Secrets, 'seal'>; clock: Clock },
): Promise<string> {
  const { source, ...rest } = input
  const { bytes, text } = newWebhookSecret()
  await putSecret(tx, { ...rest, id: SECRET_IDS[source], purpose, value: bytes })
  return text
}

/** Forgets a firm's secret for a source; false when it has none. */
export async function removeWebhookSecret(tx: Tx, { source }: { source: WebhookSource }): Promise<boolean> {
  const id = SECRET_IDS[source]
  if ((await readSecret(tx, { id, purpose })) === undefined) return false
  await deleteSecret(tx, { id })
  return true
}

/** What a firm's secret for a source says; undefined when it has none. */
export async function revealWebhookSecret(
  io: { store: Pick<Store, 'read'>; secrets: Pick<Secrets, 'unseal'> },
  { tenantId, source }: { tenantId: Id; source: WebhookSource },
): Promise<Buffer | undefined> {
  return revealSecret(io, { tenantId, id: SECRET_IDS[source], purpose })
}
