import { createHash } from 'node:crypto'
import type { Actor } from '../audit/audit.ts'
import type { Log } from '../base/log.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import { inTransaction } from '../store/store.ts'
import { admit } from './admit.ts'
import type { AuthSource } from './auth.ts'
import {
  clientSecretOf,
  domainOf,
  findProvider,
  findProviderFor,
  type KeptProvider,
  type ProviderIo,
} from './provider.ts'
import { addressToSignIn, type Proofs, redeem, type Vouched } from './provider-client.ts'
import { openSession, type SessionCookie, type Visitor } from './sign-in.ts'
import { hashToken, newToken } from './token.ts'
import { inToldTransaction } from './trail.ts'

/** Where a provider sends browsers back to. */
export const CALLBACK_PATH = '/api/oidc/callback'
const ATTEMPT_COOKIE = 'plumbline.sign_in_attempt'
const ATTEMPT_LASTS_MS = 10 * 60 * 1000

type SignInIo = ProviderIo & { auth: AuthSource; log: Log }

/** Whose provider is meant: a firm's, by its id or short name, or the one for the domain of an address. */
export type FirmMeant = { firm?: string | undefined; email?: string | undefined }

/** What a provider sent back along with the browser. */
export type CameBack = {
  state: string
  code?: string | undefined
  iss?: string | undefined
  error?: string | undefined
  /** The browser's cookies. */
  cookie: string | undefined
}

/**
 * Sends a browser to the provider of a firm, found by its id or short name, or by the domain of an address. It has ten
 * minutes to come back with the cookie. Refuses with `provider_not_set_up`, `provider_silent`.
 */
export async function beginProviderSignIn(
  io: SignInIo,
  { firm, email }: FirmMeant,
  visitor: Visitor,
): Promise<{ url: string; cookie: string }> {
  const { pool, clock, baseUrl } = io
  const provider =
    firm !== undefined ? await findProvider(pool, firm) : await findProviderFor(pool, email ?? '')
  if (provider === null) throw notSetUp()
  const browser = newToken()
  const state = newToken()
  const url = await addressToSignIn(await clientOf(io, provider), {
    ...proofsOf(state, browser),
    redirectUrl: new URL(CALLBACK_PATH, baseUrl).href,
  })
  const now = clock.now()
  await pool.query('delete from auth.sign_in_attempt where expires_at <= $1', [now])
  await pool.query(
    'insert into auth.sign_in_attempt (state_hash, organization_id, browser_hash, expires_at) values ($1, $2, $3, $4)',
    [hashToken(state), provider.firmId, hashToken(browser), new Date(now.getTime() + ATTEMPT_LASTS_MS)],
  )
  return { url, cookie: attemptCookie(browser, visitor) }
}

/**
 * Signs in whom the provider vouches for, in a new session that is for the provider's firm alone. A second factor of ours is not
 * asked for: the provider is trusted with that. Returns the cookies to set. Refuses with `provider_sign_in_stale`, and as
 * `redeem` and `admit` do.
 */
export async function finishProviderSignIn(
  io: SignInIo,
  back: CameBack,
  visitor: Visitor,
): Promise<[SessionCookie, string]> {
  const browser = browserIn(back.cookie)
  const firmId = browser && (await takeAttempt(io, back.state, browser))
  const provider = firmId && (await findProvider(io.pool, firmId))
  if (!browser || !provider) throw stale()
  try {
    const vouched = await redeem(
      await clientOf(io, provider),
      addressCameBackTo(io.baseUrl, back),
      proofsOf(back.state, browser),
    )
    refuseUnfit(vouched, provider)
    const personId = await inTransaction(io.pool, (client) =>
      admit(client, io, { provider, vouched, visitor }),
    )
    const session = await openSession(
      await io.auth(),
      { personId, openedBy: 'provider', onlyFirmId: provider.firmId },
      visitor,
    )
    return [session, attemptCookie('', visitor)]
  } catch (error) {
    if (error instanceof Refusal) await noteRefused(io, provider, error)
    throw error
  }
}

/** The firm that this browser was sent to the provider of; undefined when it was not, came back before, or is too late. */
async function takeAttempt(
  { pool, clock }: SignInIo,
  state: string,
  browser: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ firmId: string }>(
    `delete from auth.sign_in_attempt where state_hash = $1 and browser_hash = $2 and expires_at > $3
     returning organization_id as "firmId"`,
    [hashToken(state), hashToken(browser), clock.now()],
  )
  return rows[0]?.firmId
}

/** Nonce and PKCE verifier are made of what only the browser keeps, so that the database holds nothing of use. */
function proofsOf(state: string, browser: string): Proofs {
  const made = (purpose: string) => createHash('sha256').update(`${purpose} ${browser}`).digest('base64url')
  return { state, nonce: made('nonce'), codeVerifier: made('verifier') }
}

async function clientOf(io: SignInIo, provider: KeptProvider) {
  const { issuer, clientId } = provider
  return { issuer, clientId, clientSecret: await clientSecretOf(io, provider) }
}

function addressCameBackTo(baseUrl: string, { state, code, iss, error }: CameBack): URL {
  const url = new URL(CALLBACK_PATH, baseUrl)
  for (const [name, value] of Object.entries({ state, code, iss, error }))
    if (value !== undefined) url.searchParams.set(name, value)
  return url
}

function refuseUnfit({ email, emailVerified }: Vouched, { emailDomains }: KeptProvider): void {
  if (!emailVerified) {
    throw new Refusal(
      'provider_email_unproved',
      'The firm’s sign-in provider does not vouch for your e-mail address.',
      'Have the address proved there, or sign in with a password.',
      { status: 403 },
    )
  }
  if (!emailDomains.includes(domainOf(email))) {
    throw new Refusal(
      'provider_email_elsewhere',
      'Your e-mail address is not of a domain that the firm lets in by its provider.',
      'Sign in there with the address that you have from the firm, or ask an owner of the firm.',
      { status: 403 },
    )
  }
}

/** Why somebody could not come in is for the owners to see; a technical cause also for the log. */
async function noteRefused(io: SignInIo, { firmId }: KeptProvider, { code, cause }: Refusal): Promise<void> {
  io.log.warn(
    { firm: firmId, refusal: code, code: errorCode(cause) },
    'a sign-in by a firm’s provider was refused',
  )
  const actor: Actor = { kind: 'system', id: 'sign_in_provider', label: 'sign-in provider' }
  await inToldTransaction(io, firmId, async () => ({
    result: undefined,
    entry: { actor, action: 'session.refused', details: { by: 'provider', code } },
  }))
}

function browserIn(cookie: string | undefined): string | undefined {
  return new RegExp(`(?:^|; *)${ATTEMPT_COOKIE.replace('.', '\\.')}=([\\w-]{43})(?:;|$)`).exec(
    cookie ?? '',
  )?.[1]
}

/** Goes along when the provider sends the browser back (SameSite=Lax), and to nothing else. */
function attemptCookie(browser: string, { secure }: Visitor): string {
  const seconds = browser === '' ? 0 : ATTEMPT_LASTS_MS / 1000
  return `${ATTEMPT_COOKIE}=${browser}; Path=${CALLBACK_PATH}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`
}

function notSetUp(): Refusal {
  return new Refusal(
    'provider_not_set_up',
    'No sign-in provider of a firm is known for this.',
    'Give the firm’s short name, or sign in with a password.',
    { status: 404 },
  )
}

function stale(): Refusal {
  return new Refusal(
    'provider_sign_in_stale',
    'This sign-in is not one that this browser began, is over, or took longer than ten minutes.',
    'Begin again on the sign-in page.',
    { status: 403 },
  )
}
