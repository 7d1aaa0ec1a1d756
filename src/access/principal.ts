import type { IncomingHttpHeaders } from 'node:http'
import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type Permission, permissionNames, permissionsOf, type Role } from '../contract/permissions.ts'
import { findApiKey } from './api-key.ts'
import type { AuthSource } from './auth.ts'
import { listFirms } from './firm.ts'
import { API_KEY_PREFIX } from './names.ts'
import { findTokenBearer, isTokenShaped } from './service-token.ts'
import { isSameSecret } from './token.ts'

/** Who is asking, and for which firm. */
export type Principal = {
  /** A signed-in person, a program with an API key, or the command line on the server itself. */
  kind: 'person' | 'key' | 'operator'
  /** The person's or key's id; `operator`. */
  id: string
  tenantId: Id
  personId: Id | null
  /** A person's session; null for keys and the command line. */
  sessionId: Id | null
  /** Whether their session is for this firm alone, whose provider vouches for them. */
  firmOnly: boolean
  /** The token that a key's program shows in its place; null for all else. */
  tokenId: string | null
  /** What a person is in the firm; null for keys and the command line. */
  role: Role | null
  /** What they may do there. */
  permissions: ReadonlySet<Permission>
  /** A key's own limit; null where the general one holds. */
  requestsPerMinuteMax: number | null
  /** Who did it, for columns such as `made_by`: a person's or key's name, or `command line`. */
  label: string
}

/** The header by which somebody with several firms says which one is meant: its id or slug. */
const FIRM_HEADER = 'x-plumbline-firm'
/** No credential of ours is longer; longer ones are refused unread. */
const CREDENTIAL_LENGTH_MAX = 300

/**
 * Who the headers prove to be asking; null when they prove nobody. A key that is wrong is not saved by a
 * cookie that is right.
 */
export async function authenticate(
  io: { pool: pg.Pool; auth: AuthSource; clock: Clock; operatorKey: string; baseUrl: string },
  headers: IncomingHttpHeaders,
): Promise<Principal | null> {
  const key = keyIn(headers)
  const firm = single(headers[FIRM_HEADER])
  if (key === undefined) return authenticatePerson(io, headers.cookie, firm)
  if (headers.authorization !== undefined && isTokenShaped(key))
    return principalOf(await findTokenBearer(io, { token: key, firm }))
  if (key.length > CREDENTIAL_LENGTH_MAX) return null
  if (isSameSecret(key, io.operatorKey)) return operatorOf(io.pool, firm)
  return key.startsWith(API_KEY_PREFIX)
    ? principalOf(await findApiKey(io.pool, io.clock, { key, firm }))
    : null
}

/** Whether the headers carry the command line's key. Asks no database. */
export function isOperator(headers: IncomingHttpHeaders, operatorKey: string): boolean {
  const key = keyIn(headers)
  return key !== undefined && key.length <= CREDENTIAL_LENGTH_MAX && isSameSecret(key, operatorKey)
}

/** Whether the headers carry a key rather than a cookie. A browser sends cookies by itself, but no key. */
export function bearsKey(headers: IncomingHttpHeaders): boolean {
  return keyIn(headers) !== undefined
}

function keyIn(headers: IncomingHttpHeaders): string | undefined {
  if (headers.authorization !== undefined)
    return /^bearer +(\S+)$/i.exec(headers.authorization.trim())?.[1] ?? ''
  return single(headers['x-api-key'])
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

async function authenticatePerson(
  io: { pool: pg.Pool; auth: AuthSource },
  cookie: string | undefined,
  firm: string | undefined,
): Promise<Principal | null> {
  if (cookie === undefined) return null
  const found = await (await io.auth()).api.getSession({ headers: new Headers({ cookie }) })
  if (found === null) return null
  const { rows } = await io.pool.query<{ firmId: Id; role: Role }>(
    `select o.id as "firmId", m.role from auth.member m join auth.organization o on o.id = m.organization_id
     where m.user_id = $1 and ($2::text is null or $2 in (o.id, o.slug)) and ($4::text is null or o.id = $4)
     order by (o.id = $3) desc nulls last, m.created_at, m.id limit 1`,
    [
      found.user.id,
      firm ?? null,
      found.session.activeOrganizationId ?? null,
      found.session.onlyOrganizationId ?? null,
    ],
  )
  if (rows[0] === undefined) return null
  const { firmId, role } = rows[0]
  return {
    kind: 'person',
    id: found.user.id,
    tenantId: firmId,
    personId: found.user.id,
    sessionId: found.session.id,
    firmOnly: typeof found.session.onlyOrganizationId === 'string',
    tokenId: null,
    role,
    permissions: permissionsOf(role),
    requestsPerMinuteMax: null,
    label: found.user.name,
  }
}

/** Whoever bears a key, or a token made with it. */
function principalOf(
  found: Awaited<ReturnType<typeof findApiKey | typeof findTokenBearer>>,
): Principal | null {
  if (found === null) return null
  const { id, firmId, scopes, requestsPerMinuteMax, name } = found
  return {
    kind: 'key',
    id,
    tenantId: firmId,
    personId: null,
    sessionId: null,
    firmOnly: false,
    tokenId: 'tokenId' in found ? found.tokenId : null,
    role: null,
    permissions: new Set(scopes),
    requestsPerMinuteMax,
    label: name,
  }
}

async function operatorOf(pool: pg.Pool, firm: string | undefined): Promise<Principal> {
  return {
    kind: 'operator',
    id: 'operator',
    tenantId: firm === undefined ? await onlyFirm(pool) : await namedFirm(pool, firm),
    personId: null,
    sessionId: null,
    firmOnly: false,
    tokenId: null,
    role: null,
    permissions: new Set(permissionNames),
    requestsPerMinuteMax: null,
    label: 'command line',
  }
}

async function onlyFirm(pool: pg.Pool): Promise<Id> {
  const firms = await listFirms(pool)
  const real = firms.filter(({ sample }) => !sample)
  const [first, second] = real.length > 0 ? real : firms
  if (first === undefined) {
    throw new Refusal(
      'no_firm',
      'There is no firm here yet.',
      'Open the set-up link that the server printed when it started.',
      { status: 409 },
    )
  }
  if (second === undefined) return first.id
  throw new Refusal(
    'which_firm',
    'There are several firms here.',
    'Say which one is meant, by its short name (--firm, or the header x-plumbline-firm).',
    { status: 409 },
  )
}

async function namedFirm(pool: pg.Pool, firm: string): Promise<Id> {
  const id = await firmNamed(pool, firm)
  if (id !== null) return id
  throw new Refusal('firm_not_found', 'There is no firm of that name here.', 'Check its short name.', {
    status: 404,
  })
}

async function firmNamed(pool: pg.Pool, firm: string): Promise<Id | null> {
  const { rows } = await pool.query<{ id: Id }>(
    'select id from auth.organization where $1 in (id, slug) limit 1',
    [firm],
  )
  return rows[0]?.id ?? null
}
