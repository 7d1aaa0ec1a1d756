import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { type WebhookSource, webhookSources } from '../contract/webhooks.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Store, Tx } from '../store/store.ts'
import {
  forgetSigningSecrets,
  makeSigningSecret,
  readSigningTimes,
  revealSigningSecrets,
  type SecretPlaces,
  type SigningTimes,
} from './signing-secrets.ts'

/** What calls of a source are signed with in a firm, without the values. */
export type WebhookSecret = { source: WebhookSource } & SigningTimes

type ReadIo = { store: Pick<Store, 'read' | 'write'>; clock: Clock }

/** The same in every firm. */
const PLACES: Readonly<Record<WebhookSource, SecretPlaces>> = {
  'conversation-complete': [
    '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c01',
    '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c02',
    '019d4d3e-7a10-7c31-9d0b-5b1f4e9a2c03',
  ],
}

/** Every source, with what its calls are signed with in the firm. */
export async function listWebhookSecrets(io: ReadIo, tenantId: Id): Promise<WebhookSecret[]> {
  const listed: WebhookSecret[] = []
  for (const source of webhookSources)
    listed.push({ source, ...(await readSigningTimes(io, { tenantId, places: PLACES[source] })) })
  return listed
}

/** Makes a firm's secret for a source, as `makeSigningSecret`. */
export async function setWebhookSecret(
  tx: Tx,
  {
    source,
    ...input
  }: {
    tenantId: Id
    source: WebhookSource
    endPrevious: boolean
    secrets: Pick<Secrets, 'seal'>
    clock: Clock
  },
): Promise<{ secret: string; previousEndsAt: Date | null }> {
  return makeSigningSecret(tx, { ...input, places: PLACES[source] })
}

/** Forgets a firm's secrets for a source, those before as well; false when it has none. */
export async function removeWebhookSecret(tx: Tx, { source }: { source: WebhookSource }): Promise<boolean> {
  return forgetSigningSecrets(tx, { places: PLACES[source] })
}

/** What calls of a source may be signed with now, the present secret first. */
export function revealWebhookSecrets(
  io: ReadIo & { secrets: Pick<Secrets, 'unseal'> },
  { tenantId, source }: { tenantId: Id; source: WebhookSource },
): AsyncGenerator<Buffer> {
  return revealSigningSecrets(io, { tenantId, places: PLACES[source] })
}
