import type { IncomingHttpHeaders } from 'node:http'
import type pg from 'pg'
import type { NewEntry } from '../audit/audit.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Auth, AuthSource } from './auth.ts'
import { VISITOR_ADDRESS } from './names.ts'
import { isPasswordOf } from './password.ts'
import { findPersonByEmail } from './person.ts'
import { passSecondFactor, type SecondFactorIo } from './second-factor.ts'
import { type Trail, tellFirmsOf } from './trail.ts'

/** A browser that is about to be signed in. */
export type Visitor = {
  /** IP address, kept with the session. */
  address: string
  userAgent: string
  /** Whether it came by https, so that its cookie goes by nothing less. */
  secure: boolean
}

/** A `Set-Cookie` header that carries the session. */
export type SessionCookie = string

const SESSION_COOKIE = 'plumbline.session_token'
/** The longest a browser keeps a cookie (RFC 6265bis §5.6.2). The session itself ends sooner unless used. */
const COOKIE_SECONDS = 400 * 24 * 60 * 60

/**
 * Signs in by password, and by a code where the person has a second factor. Refuses with `wrong_credentials`, in the same
 * time whether the address is known or not; `second_factor_needed`; `wrong_code`.
 */
export async function signIn(
  io: Trail & SecondFactorIo & { auth: AuthSource; later: (work: () => Promise<void>) => void },
  input: { email: string; password: string; code?: string | undefined },
  visitor: Visitor,
): Promise<SessionCookie> {
  const { pool } = io
  const personId = await findPersonByEmail(pool, input.email)
  const isRight = await isPasswordOf(pool, personId, input.password)
  if (personId === null) throw wrongCredentials()
  const tellThat = (action: NewEntry['action'], details: Record<string, unknown>) =>
    tellFirmsOf(io, personId, (actor) => ({
      actor,
      action,
      details,
      change: { after: { address: visitor.address, userAgent: visitor.userAgent } },
    }))
  if (!isRight) {
    // Written after the answer: that it takes longer would tell whose address is known.
    io.later(() => tellThat('session.refused', { by: 'password' }))
    throw wrongCredentials()
  }
  const secondFactor = await passSecondFactor(io, personId, input.code).catch(async (error: unknown) => {
    if (input.code !== undefined) await tellThat('session.refused', { by: 'code' })
    throw error
  })
  await tellThat('session.opened', { by: 'password', secondFactor })
  return openSession(await io.auth(), { personId, openedBy: 'password' }, visitor)
}

function wrongCredentials(): Refusal {
  return new Refusal(
    'wrong_credentials',
    'The e-mail address or the password is wrong.',
    'Check both and try again.',
    { status: 401 },
  )
}

/** What a session is opened on. */
export type Proof = { personId: Id } & (
  | { openedBy: 'password' | 'link' }
  /** The provider of a firm vouches for that firm alone: it could say of anybody who they are. */
  | { openedBy: 'provider'; onlyFirmId: Id }
)

/** Signs in a person who has shown who they are; the trail has been told before. */
export async function openSession(
  auth: Auth,
  { personId, ...proof }: Proof,
  visitor: Visitor,
): Promise<SessionCookie> {
  const { headers } = await auth.api.openSession({
    body: { userId: personId, onlyFirmId: null, ...proof },
    headers: headersOf(visitor),
    returnHeaders: true,
  })
  return cookieFrom(headers, visitor)
}

/** Ends the session that the headers carry, if any. Returns the cookie that makes the browser forget it. */
export async function signOut(auth: AuthSource, headers: IncomingHttpHeaders): Promise<SessionCookie> {
  if (headers.cookie !== undefined)
    await (await auth()).api.signOut({ headers: new Headers({ cookie: headers.cookie }) })
  return `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`
}

/** Makes the session that the headers carry look at another of the person's firms; false when they carry none. */
export async function switchFirm(
  io: { auth: AuthSource; pool: pg.Pool },
  headers: IncomingHttpHeaders,
  firmId: Id,
): Promise<boolean> {
  if (headers.cookie === undefined) return false
  const found = await (await io.auth()).api.getSession({ headers: new Headers({ cookie: headers.cookie }) })
  if (found === null) return false
  const { rowCount } = await io.pool.query(
    `update auth.session s set active_organization_id = m.organization_id from auth.member m
     where s.id = $1 and m.user_id = s.user_id and m.organization_id = $2
       and coalesce(s.only_organization_id, $2) = $2`,
    [found.session.id, firmId],
  )
  return rowCount === 1
}

function headersOf(visitor: Visitor): Headers {
  return new Headers({
    'user-agent': visitor.userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, 300),
    [VISITOR_ADDRESS]: visitor.address,
  })
}

function cookieFrom(headers: Headers, visitor: Visitor): SessionCookie {
  const set = headers.getSetCookie().find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))
  if (set === undefined) throw new Error('No session cookie was made.')
  const pair = set.split(';', 1)[0]
  return `${pair}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_SECONDS}${visitor.secure ? '; Secure' : ''}`
}
