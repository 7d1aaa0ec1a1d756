import type { Selectable } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { errorCode } from '../base/refusal.ts'
import type { Db, Store, Tables, Tx } from '../store/store.ts'
import type { Reseal } from './rotate.ts'
import type { Secrets } from './secrets.ts'

/** What a firm's secret opens. */
export type SecretPurpose =
  | 'oauth_token'
  | 'oauth_attempt'
  | 'imap_password'
  | 'server_token'
  | 'database_url'
  | 'webhook_secret'
  | 'model_key'

/** Which secret is meant. */
export type SecretName = { tenantId: Id; id: Id; purpose: SecretPurpose }

/** A firm's secret as it is stored. */
export type SealedSecret = Selectable<Tables['secret']>

/** Keeps a firm's secret, in place of the value it had before. */
export async function putSecret(
  tx: Tx,
  input: SecretName & { value: string | Uint8Array; secrets: Pick<Secrets, 'seal'>; clock: Clock },
): Promise<void> {
  const { tenantId, id, purpose, clock } = input
  const sealed = await input.secrets.seal(tx, input.value, placeOf(input))
  const now = clock.now()
  await tx
    .insertInto('secret')
    .values({ tenantId, id, purpose, sealed, madeAt: now, changedAt: now })
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'id']).doUpdateSet({ purpose, sealed, changedAt: now }),
    )
    .execute()
}

/** A firm's secret, sealed; undefined when there is none such. `revealSecret` opens it. */
export async function readSecret(
  db: Db,
  { id, purpose }: Omit<SecretName, 'tenantId'>,
): Promise<SealedSecret | undefined> {
  return db
    .selectFrom('secret')
    .selectAll()
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
}

/**
 * What a firm's secret says; undefined when there is none such. Call it outside transactions. Refuses with
 * `sealed_unreadable`.
 */
export async function revealSecret(
  io: { store: Pick<Store, 'read'>; secrets: Pick<Secrets, 'unseal'> },
  name: SecretName,
): Promise<Buffer | undefined> {
  const reveal = async () => {
    const row = await io.store.read(name.tenantId, (db) => readSecret(db, name))
    return row && io.secrets.unseal(row.sealed, placeOf(name))
  }
  try {
    return await reveal()
  } catch (error) {
    if (errorCode(error) !== 'sealed_unreadable') throw error
    return await reveal() // a rotation may have sealed it anew between the two, and deleted its key
  }
}

/** Forgets a firm's secret. */
export async function deleteSecret(tx: Tx, { id }: { id: Id }): Promise<void> {
  await tx.deleteFrom('secret').where('id', '=', id).execute()
}

const SECRETS_PER_TRANSACTION = 200

/** Seals the secrets of all firms anew. */
export async function resealSecrets(
  io: { store: Pick<Store, 'write'>; firms: () => Promise<readonly { id: Id }[]> },
  reseal: Reseal,
): Promise<void> {
  for (const { id: tenantId } of await io.firms()) {
    let after: Id | undefined
    do {
      const from = after
      after = await io.store.write(tenantId, (tx) => resealBatch(tx, { after: from, reseal }))
    } while (after !== undefined)
  }
}

/** Returns where to go on; undefined at the end. */
async function resealBatch(
  tx: Tx,
  { after, reseal }: { after: Id | undefined; reseal: Reseal },
): Promise<Id | undefined> {
  let query = tx.selectFrom('secret').select(['tenantId', 'id', 'purpose', 'sealed'])
  if (after !== undefined) query = query.where('id', '>', after)
  const rows = await query.orderBy('id').limit(SECRETS_PER_TRANSACTION).forUpdate().execute()
  const values = rows.map((row) => ({ sealed: row.sealed, place: placeOf(row) }))
  for (const [index, sealed] of (await reseal(tx, values)).entries())
    if (sealed !== null)
      await tx
        .updateTable('secret')
        .set({ sealed })
        .where('id', '=', rows[index]?.id ?? '')
        .execute()
  return rows.length < SECRETS_PER_TRANSACTION ? undefined : rows.at(-1)?.id
}

function placeOf({ tenantId, purpose, id }: { tenantId: Id; purpose: string; id: Id }): string {
  return `secret/${tenantId}/${purpose}/${id}`
}
