import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { errorCode } from '../base/refusal.ts'
import type { Holder, Secrets } from '../secrets/secrets.ts'
import { inTransaction } from '../store/store.ts'

/** How long what is signed holds. */
export const SIGNED_LASTS_MS = 10 * 60 * 1000
const SIGNS_MS = 30 * 24 * 60 * 60 * 1000
/** How far apart the clocks of several servers may be. */
const CLOCKS_DIFFER_MS = 60_000
const PUBLISHED_MS = SIGNS_MS + SIGNED_LASTS_MS + CLOCKS_DIFFER_MS

/** What keys are made, sealed and opened with. */
export type SigningIo = { pool: pg.Pool; clock: Clock; secrets: Pick<Secrets, 'seal' | 'unseal'> }

/** A key to sign with; `id` goes with what is signed. */
export type SigningKey = { id: Id; privateKey: KeyObject }

/** The public half of a key, as a JWK (RFC 8037). */
export type PublicKey = { kty: 'OKP'; crv: 'Ed25519'; alg: 'EdDSA'; use: 'sig'; kid: Id; x: string }

const placeOf = (id: Id) => `signing_key/${id}`

/** The key to sign with: the one there is, or a new one when that has grown old. All processes have the same. */
export async function presentSigningKey(io: SigningIo): Promise<SigningKey> {
  return (await openNewest(io)) ?? (await makeSigningKey(io)) ?? presentSigningKey(io)
}

/** The public halves of the keys by which something is signed that still holds, newest first; of `id` alone when it is given. */
export async function publicKeys(
  { pool, clock }: Pick<SigningIo, 'pool' | 'clock'>,
  id?: Id,
): Promise<PublicKey[]> {
  const { rows } = await pool.query<{ kid: Id; x: string }>(
    `select id as kid, public_key as x from auth.signing_key
     where made_at > $1 and ($2::uuid is null or id = $2) order by made_at desc, id desc`,
    [before(clock, PUBLISHED_MS), id ?? null],
  )
  return rows.map(({ kid, x }) => ({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid, x }))
}

/** Seals the private half, of which there is one at most, anew when the installation's key is rotated. */
export function signingKeyHolder(pool: pg.Pool): Holder {
  return (reseal) =>
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ id: Id; sealed: Buffer }>(
        'select id, sealed from auth.signing_key where sealed is not null for update',
      )
      const values = rows.map(({ id, sealed }) => ({ sealed, place: placeOf(id) }))
      for (const [index, fresh] of (await reseal(client, values)).entries())
        if (fresh !== null)
          await client.query('update auth.signing_key set sealed = $2 where id = $1', [
            rows[index]?.id,
            fresh,
          ])
    })
}

async function openNewest(io: SigningIo): Promise<SigningKey | undefined> {
  const open = async () => {
    const { rows } = await io.pool.query<{ id: Id; sealed: Buffer }>(
      `select id, sealed from auth.signing_key where made_at > $1 and sealed is not null
       order by made_at desc, id desc limit 1`,
      [before(io.clock, SIGNS_MS)],
    )
    const [row] = rows
    if (row === undefined) return undefined
    const key = await io.secrets.unseal(row.sealed, placeOf(row.id))
    return { id: row.id, privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }) }
  }
  try {
    return await open()
  } catch (error) {
    if (errorCode(error) !== 'sealed_unreadable') throw error
    return await open() // a rotation may have sealed it anew between the two, and deleted its key
  }
}

/** Makes the next key, and lets go of what is over of those before; undefined when another process was first. */
async function makeSigningKey({ pool, clock, secrets }: SigningIo): Promise<SigningKey | undefined> {
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline signing keys'))")
    const { rowCount } = await client.query(
      'select from auth.signing_key where made_at > $1 and sealed is not null',
      [before(clock, SIGNS_MS)],
    )
    if (rowCount !== 0) return undefined
    await client.query('update auth.signing_key set sealed = null where sealed is not null')
    await client.query('delete from auth.signing_key where made_at <= $1', [before(clock, PUBLISHED_MS)])
    const id = newId(clock)
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const { x } = publicKey.export({ format: 'jwk' })
    const sealed = await secrets.seal(
      client,
      privateKey.export({ format: 'der', type: 'pkcs8' }),
      placeOf(id),
    )
    await client.query(
      'insert into auth.signing_key (id, public_key, sealed, made_at) values ($1, $2, $3, $4)',
      [id, x, sealed, clock.now()],
    )
    return { id, privateKey }
  })
}

function before(clock: Clock, ms: number): Date {
  return new Date(clock.now().getTime() - ms)
}
