import type pg from 'pg'
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { isId, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { idShape } from '../contract/common.ts'
import type { Permission } from '../contract/permissions.ts'
import { type ApiKey, findApiKey, findKeyExpiry } from './api-key.ts'
import type { Principal } from './principal.ts'
import { presentSigningKey, publicKeys, SIGNED_LASTS_MS, type SigningIo } from './signing-key.ts'
import { actorOf, inToldTransaction, type Trail } from './trail.ts'

const ALGORITHM = 'EdDSA'
/** RFC 9068 §2.1: so that nothing else we may come to sign passes for one. */
const TYPE = 'at+jwt'
/** With every scope there is, one has some 700 characters. */
const LENGTH_MAX = 2_000
/** Servers whose clocks go a little slow must not find it too young. */
const VALID_BEFORE_MS = 30_000

/** A short-lived token that a program shows in place of its API key. */
export type ServiceToken = { token: string; expiresAt: Date; scopes: Permission[] }

const claimsShape = z.object({ sub: idShape, firm: idShape, jti: idShape, scopes: z.array(z.string()) })

/** Whether a bearer's credential is meant as a token: a JWS in compact form (RFC 7515 §7.1). */
export function isTokenShaped(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(credential)
}

/**
 * Makes a token of the key that asks: for ten minutes, or until the key ends. It may do what the key may, or only `scopes`
 * of that. Refuses with `only_keys` people, the command line, and who shows a token.
 */
export async function issueToken(
  io: Trail & SigningIo & { baseUrl: string },
  by: Principal,
  input: { scopes?: readonly Permission[] | undefined },
): Promise<ServiceToken> {
  if (by.kind !== 'key' || by.tokenId !== null) throw onlyKeys()
  const { clock, baseUrl } = io
  const scopes = [...by.permissions].filter((scope) => input.scopes?.includes(scope) ?? true)
  const jti = newId(clock)
  const now = clock.now()
  const { id: kid, privateKey } = await presentSigningKey(io)
  const expiresAt = await inToldTransaction(io, by.tenantId, async (client) => {
    const keyEnds = (await findKeyExpiry(client, by.id))?.getTime() ?? Number.POSITIVE_INFINITY
    const ends = new Date(Math.min(now.getTime() + SIGNED_LASTS_MS, keyEnds))
    const subject = { kind: 'key', id: by.id }
    const details = { tokenId: jti, scopes, expiresAt: ends }
    return { result: ends, entry: { actor: actorOf(by), action: 'token.made', subject, details } }
  })
  const { SignJWT } = await import('jose')
  const token = await new SignJWT({ firm: by.tenantId, scopes })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setIssuer(baseUrl)
    .setAudience(audienceOf(baseUrl))
    .setSubject(by.id)
    .setJti(jti)
    .setIssuedAt(now)
    .setNotBefore(new Date(now.getTime() - VALID_BEFORE_MS))
    .setExpirationTime(expiresAt)
    .sign(privateKey)
  return { token, expiresAt, scopes }
}

/**
 * The key that a token was made for, with what both may do; null unless the token is ours, holds, and the key still does,
 * in the firm named by id or slug.
 */
export async function findTokenBearer(
  io: { pool: pg.Pool; clock: Clock; baseUrl: string },
  input: { token: string; firm: string | undefined },
): Promise<(NonNullable<Awaited<ReturnType<typeof findApiKey>>> & { tokenId: string }) | null> {
  const claims = await verifiedClaims(io, input.token)
  if (claims === null) return null
  const key = await findApiKey(io.pool, io.clock, { id: claims.sub, firm: input.firm })
  if (key === null || key.firmId !== claims.firm) return null
  const scopes: ApiKey['scopes'] = key.scopes.filter((scope) => claims.scopes.includes(scope))
  return { ...key, scopes, tokenId: claims.jti }
}

async function verifiedClaims(
  io: { pool: pg.Pool; clock: Clock; baseUrl: string },
  token: string,
): Promise<z.output<typeof claimsShape> | null> {
  if (token.length > LENGTH_MAX) return null
  const { decodeProtectedHeader, importJWK, jwtVerify } = await import('jose')
  const kid = await attempt(() => decodeProtectedHeader(token).kid)
  if (typeof kid !== 'string' || !isId(kid)) return null
  const [key] = await publicKeys(io, kid)
  if (key === undefined) return null
  const verified = await attempt(async () =>
    jwtVerify(token, await importJWK(key), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: io.baseUrl,
      audience: audienceOf(io.baseUrl),
      requiredClaims: ['exp', 'nbf', 'iat'],
      currentDate: io.clock.now(),
    }),
  )
  return claimsShape.safeParse(verified?.payload).data ?? null
}

/** What it is for: this installation's API. */
function audienceOf(baseUrl: string): string {
  return new URL('/api', baseUrl).href
}

/** What `work` returns; null when it throws, which is how a token is found wanting. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch {
    return null
  }
}

function onlyKeys(): Refusal {
  return new Refusal(
    'only_keys',
    'Only an API key is given tokens.',
    'Make a key under Settings, and ask with it.',
    { status: 403 },
  )
}
