import type { IncomingHttpHeaders } from 'node:http'
import type pg from 'pg'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Auth, AuthSource } from './auth.ts'
import { VISITOR_ADDRESS } from './names.ts'

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

/** Signs in by password. Refuses with `wrong_credentials`, in the same time whether the address is known or not. */
export async function signIn(
  auth: Auth,
  input: { email: string; password: string },
  visitor: Visitor,
): Promise<SessionCookie> {
  try {
    const { headers } = await auth.api.signInEmail({
      body: { email: input.email, password: input.password },
      headers: headersOf(visitor),
      returnHeaders: true,
    })
    return cookieFrom(headers, visitor)
  } catch (error) {
    if (!isRefusedByAuth(error)) throw error
    throw new Refusal(
      'wrong_credentials',
      'The e-mail address or the password is wrong.',
      'Check both and try again.',
      { status: 401 },
    )
  }
}

/** better-auth's own error for what the visitor did wrong, told by its form: its class would load all of it. */
function isRefusedByAuth(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'APIError' &&
    'statusCode' in error &&
    Number(error.statusCode) < 500
  )
}

/** Signs in a person who has shown another proof. */
export async function openSession(auth: Auth, personId: Id, visitor: Visitor): Promise<SessionCookie> {
  const { headers } = await auth.api.openSession({
    body: { userId: personId },
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
     where s.id = $1 and m.user_id = s.user_id and m.organization_id = $2`,
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
