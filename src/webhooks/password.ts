import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'

/** Under this name other systems call that sign nothing. */
export const WEBHOOK_USER = 'plumbline'

const PASSWORD_BYTES = 32

/**
 * Makes the password that calls about `id` bear, in place of the one before, and returns it: it can be had this once. It has
 * no characters that an address would have to encode.
 */
export async function setWebhookPassword(tx: Tx, { clock, id }: { clock: Clock; id: Id }): Promise<string> {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url')
  const set = { hash: hashOf(password), madeAt: clock.now() }
  await tx
    .insertInto('webhookPassword')
    .values({ id, ...set })
    .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doUpdateSet(set))
    .execute()
  return password
}

/** Whether a call about `id` bears the password for it (HTTP Basic, RFC 7617). */
export async function isWebhookPassword(
  db: Db,
  { id, headers }: { id: Id; headers: IncomingHttpHeaders },
): Promise<boolean> {
  const given = passwordIn(headers)
  if (given === undefined) return false
  const row = await db.selectFrom('webhookPassword').select('hash').where('id', '=', id).executeTakeFirst()
  return row !== undefined && timingSafeEqual(row.hash, hashOf(given))
}

/** A password of 256 random bits needs no slow hash: there is nothing to guess it from. */
function hashOf(password: string): Buffer {
  return createHash('sha256').update(password).digest()
}

function passwordIn({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  const [, coded] = /^basic ([A-Za-z0-9+/]{1,400}={0,2})$/i.exec(authorization) ?? []
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(coded ?? '', 'base64').toString()) ?? []
  return user === WEBHOOK_USER ? password : undefined
}
