import type { IncomingHttpHeaders } from 'node:http'
import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { WebhookSource } from '../contract/webhooks.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Store, Tx } from '../store/store.ts'
import { isSigned, type Signature, signatureIn } from './signature.ts'
import { revealWebhookSecrets } from './webhook-secret.ts'

/** A call of another system, as it came. */
export type SignedCall = {
  tenantId: Id
  source: WebhookSource
  headers: IncomingHttpHeaders
  /** Its bytes, to the last. */
  body: Uint8Array
}

const WINDOW_MS = 5 * 60_000
/** Longer than any work on a call takes: what is not done by then was killed, and may be taken again. */
const WORK_MS_MAX = 2 * 60_000
const REMEMBERED_MS = 24 * 60 * 60_000

type TakeIo = { store: Pick<Store, 'read' | 'write'>; secrets: Pick<Secrets, 'unseal'>; clock: Clock }

/**
 * Does `work` for a call that is signed with a secret of the firm, was signed within five minutes, and was not taken before.
 * When the work fails, or is killed, the same call may come again. Refuses with `webhook_unsigned`, `webhook_late`,
 * `webhook_repeated`.
 */
export async function takeWebhook<T>(io: TakeIo, call: SignedCall, work: () => Promise<T>): Promise<T> {
  const { store, clock } = io
  const { tenantId, source } = call
  const signature = signatureIn(call.headers)
  if (signature === undefined || !(await isSignedByFirm(io, call, signature))) throw unsigned()
  if (Math.abs(clock.now().getTime() - Number(signature.timestamp) * 1000) > WINDOW_MS) throw late()
  const receipt = { source, callId: signature.id }
  if (!(await store.write(tenantId, (tx) => claim(tx, { ...receipt, now: clock.now() })))) throw repeated()
  try {
    const result = await work()
    await store.write(tenantId, (tx) => settle(tx, receipt, clock.now()))
    return result
  } catch (error) {
    await store.write(tenantId, (tx) => release(tx, receipt))
    throw error
  }
}

/** Whether one of the secrets that sign for the firm now has signed it. */
async function isSignedByFirm(io: TakeIo, call: SignedCall, signature: Signature): Promise<boolean> {
  for await (const secret of revealWebhookSecrets(io, call))
    if (isSigned(secret, signature, call.body)) return true
  return false
}

type Receipt = { source: WebhookSource; callId: string }

/** Notes that a call is worked on, and forgets old ones; false when it is already, or was. */
async function claim(tx: Tx, { source, callId, now }: Receipt & { now: Date }): Promise<boolean> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  await tx.deleteFrom('webhookReceipt').where('receivedAt', '<', before(REMEMBERED_MS)).execute()
  const { rows } = await sql`
    insert into webhook_receipt as known (source, call_id, received_at) values (${source}, ${callId}, ${now})
    on conflict (tenant_id, source, call_id) do update set received_at = excluded.received_at
    where known.done_at is null and known.received_at < ${before(WORK_MS_MAX)}
    returning call_id`.execute(tx)
  return rows.length === 1
}

async function settle(tx: Tx, { source, callId }: Receipt, now: Date): Promise<void> {
  await tx
    .updateTable('webhookReceipt')
    .set({ doneAt: now })
    .where('source', '=', source)
    .where('callId', '=', callId)
    .execute()
}

async function release(tx: Tx, { source, callId }: Receipt): Promise<void> {
  await tx.deleteFrom('webhookReceipt').where('source', '=', source).where('callId', '=', callId).execute()
}

function unsigned(): Refusal {
  return new Refusal(
    'webhook_unsigned',
    'The call is not signed with the firm’s secret for it.',
    'Sign it as Standard Webhooks says, with the secret that was shown when it was made; or make another.',
    { status: 401 },
  )
}

function late(): Refusal {
  return new Refusal(
    'webhook_late',
    'The call was signed more than five minutes ago, or is dated ahead.',
    'Sign it anew when it is sent again, and check the clock of the system that calls.',
    { status: 401 },
  )
}

function repeated(): Refusal {
  return new Refusal('webhook_repeated', 'This call was taken already.', 'Nothing is to be done.', {
    status: 409,
  })
}
