import { randomBytes, randomInt } from 'node:crypto'
import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Holder, Secrets } from '../secrets/secrets.ts'
import { inTransaction } from '../store/store.ts'
import { holderOf } from './holder.ts'
import { hashToken, isSameSecret } from './token.ts'

/** RFC 6238: the usual step, and how many before and after the present one count, for clocks that differ. */
const STEP_MS = 30_000
const STEPS_AROUND = 1
const SECRET_BYTES = 20
const RECOVERY_CODES = 10
/** Without letters and digits that look alike. */
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const RECOVERY_LENGTH = 12

/** What second factors are kept and checked with. */
export type SecondFactorIo = { pool: pg.Pool; clock: Clock; secrets: Pick<Secrets, 'seal' | 'unseal'> }

const placeOf = (personId: Id) => `second_factor/${personId}`

/**
 * Begins with an authenticator app: the secret for it, in base 32 and as a URI for a QR code. It is asked for once a first
 * code has confirmed it. Refuses with `second_factor_on`.
 */
export async function beginSecondFactor(
  io: SecondFactorIo,
  person: { id: Id; email: string },
): Promise<{ secret: string; uri: string }> {
  const { createOTP } = await import('@better-auth/utils/otp')
  const { base32 } = await import('@better-auth/utils/base32')
  const key = randomBytes(SECRET_BYTES).toString('base64url')
  await inTransaction(io.pool, async (client) => {
    const sealed = await io.secrets.seal(client, key, placeOf(person.id))
    const { rowCount } = await client.query(
      `insert into auth.second_factor (user_id, sealed, made_at) values ($1, $2, $3)
       on conflict (user_id) do update set sealed = excluded.sealed, made_at = excluded.made_at
       where second_factor.confirmed_at is null`,
      [person.id, sealed, io.clock.now()],
    )
    if (rowCount !== 1) {
      throw new Refusal(
        'second_factor_on',
        'An authenticator app is in use already.',
        'Turn it off first, then begin with another.',
        { status: 409 },
      )
    }
  })
  return {
    secret: base32.encode(key, { padding: false }),
    uri: createOTP(key).url('Plumbline', person.email),
  }
}

/** Confirms the app by a first code; returns the recovery codes, which are shown this once. Refuses with `wrong_code`. */
export async function confirmSecondFactor(io: SecondFactorIo, personId: Id, code: string): Promise<string[]> {
  const factor = await readFactor(io.pool, personId)
  const step = factor === null || factor.isConfirmed ? null : await stepOf(io, personId, factor, code)
  if (step === null) throw wrongCode()
  const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode)
  const { rowCount } = await io.pool.query(
    `update auth.second_factor set confirmed_at = $2, recovery_hashes = $3, last_step = $4 where user_id = $1 and confirmed_at is null`,
    [personId, io.clock.now(), codes.map((one) => hashToken(one)), step],
  )
  if (rowCount !== 1) throw wrongCode() // confirmed meanwhile, with other recovery codes
  return codes
}

/** Whether a person shows a second factor at signing in. */
export async function hasSecondFactor(pool: pg.Pool, personId: Id): Promise<boolean> {
  return (await readFactor(pool, personId))?.isConfirmed ?? false
}

/** Ends the second factor of a person; false when they have none. */
export async function endSecondFactor(client: pg.ClientBase | pg.Pool, personId: Id): Promise<boolean> {
  const { rows } = await client.query<{ was: boolean }>(
    'delete from auth.second_factor where user_id = $1 returning confirmed_at is not null as was',
    [personId],
  )
  return rows[0]?.was ?? false
}

/**
 * Passes who has no second factor, and who shows a code of their app, or one for when it is lost; each code passes once.
 * Refuses with `second_factor_needed`, `wrong_code`.
 */
export async function passSecondFactor(
  io: SecondFactorIo,
  personId: Id,
  code: string | undefined,
): Promise<'none' | 'app' | 'recovery'> {
  const factor = await readFactor(io.pool, personId)
  if (factor === null || !factor.isConfirmed) return 'none'
  if (code === undefined) {
    throw new Refusal(
      'second_factor_needed',
      'A code of your authenticator app is needed.',
      'Give the six digits that it shows, or one of your recovery codes.',
      { status: 401 },
    )
  }
  const given = code.replace(/[\s-]/g, '').toLowerCase()
  const recovery = hashToken(given)
  if (factor.recoveryHashes.some((hash) => isSameSecret(hash, recovery))) {
    const used = await io.pool.query(
      `update auth.second_factor set recovery_hashes = array_remove(recovery_hashes, $2) where user_id = $1 and $2 = any(recovery_hashes)`,
      [personId, recovery],
    )
    if (used.rowCount === 1) return 'recovery'
    throw wrongCode()
  }
  const step = await stepOf(io, personId, factor, given)
  if (step === null) throw wrongCode()
  const { rowCount } = await io.pool.query(
    'update auth.second_factor set last_step = $2 where user_id = $1 and last_step < $2',
    [personId, step],
  )
  if (rowCount !== 1) throw wrongCode()
  return 'app'
}

/** Seals people's secrets anew when the installation's key is rotated. */
export function secondFactorHolder(pool: pg.Pool): Holder {
  return holderOf(pool, { table: 'auth.second_factor', key: 'user_id', placeOf })
}

type Factor = { sealed: Buffer; isConfirmed: boolean; lastStep: string; recoveryHashes: string[] }

async function readFactor(pool: pg.Pool, personId: Id): Promise<Factor | null> {
  const { rows } = await pool.query<Factor>(
    `select sealed, confirmed_at is not null as "isConfirmed", last_step as "lastStep", recovery_hashes as "recoveryHashes"
     from auth.second_factor where user_id = $1`,
    [personId],
  )
  return rows[0] ?? null
}

/** The step that `code` is of, when it is of one that counts and has not been used; null else. */
async function stepOf(
  io: SecondFactorIo,
  personId: Id,
  factor: Factor,
  code: string,
): Promise<number | null> {
  const { createOTP } = await import('@better-auth/utils/otp')
  const otp = createOTP((await io.secrets.unseal(factor.sealed, placeOf(personId))).toString())
  const present = Math.floor(io.clock.now().getTime() / STEP_MS)
  let found: number | null = null
  for (let step = present - STEPS_AROUND; step <= present + STEPS_AROUND; step++)
    if (isSameSecret(await otp.hotp(step), code) && step > Number(factor.lastStep)) found = step
  return found
}

function recoveryCode(): string {
  return Array.from(
    { length: RECOVERY_LENGTH },
    () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)],
  ).join('')
}

function wrongCode(): Refusal {
  return new Refusal(
    'wrong_code',
    'This code is not right, or was used already.',
    'Wait for the next one that your app shows; check that the clock of your phone is right.',
    { status: 401 },
  )
}
