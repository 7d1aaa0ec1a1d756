import type { Configuration } from 'openid-client'
import { type Clock, systemClock } from '../../base/clock.ts'
import { errorCode, Refusal } from '../../base/refusal.ts'
import { WireError } from '../wire.ts'
import type { GmailTokens } from './config.ts'

/** How Plumbline is known to Google: an OAuth client of the firm's own Google Cloud project, of type "Web" or "Desktop". */
export type GoogleClient = {
  clientId: string
  clientSecret: string
  /** For tests. */
  endpoints?: GoogleEndpoints
}

export type GoogleEndpoints = {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  revocation_endpoint: string
}

/** What is kept between the beginning of a consent and its end. */
export type ConsentProofs = { state: string; codeVerifier: string }

/** What a person granted. */
export type GmailGrant = {
  /** Opens the account until it is revoked: to be sealed. */
  refreshToken: string
  /** Whether mail may be sent too: people can untick it. */
  canSend: boolean
}

const READ = 'https://www.googleapis.com/auth/gmail.readonly'
const SEND = 'https://www.googleapis.com/auth/gmail.send'

const GOOGLE: GoogleEndpoints = {
  issuer: 'https://accounts.google.com',
  authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
  token_endpoint: 'https://oauth2.googleapis.com/token',
  revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
}

const TIMEOUT_SECONDS = 20
/** A token is not used in its last minute: a request and a slow clock must fit. */
const SLACK_MS = 60_000
/** How long a token is good where Google does not say. */
const LIFE_SECONDS = 300

/** Makes proofs for one consent, by chance. */
export async function consentProofs(): Promise<ConsentProofs> {
  const { randomPKCECodeVerifier, randomState } = await import('openid-client')
  return { state: randomState(), codeVerifier: randomPKCECodeVerifier() }
}

/**
 * Where a browser is sent for a person's consent (RFC 6749 §4.1, PKCE by RFC 7636). `redirectUrl`: of the web application as
 * registered at Google, or of `listenForConsent` for an installed one. `address` is suggested to the person.
 */
export async function gmailConsentUrl(
  client: GoogleClient,
  { redirectUrl, address, ...proofs }: ConsentProofs & { redirectUrl: string; address?: string },
): Promise<string> {
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
  return buildAuthorizationUrl(await configure(client), {
    redirect_uri: redirectUrl,
    scope: `${READ} ${SEND}`,
    state: proofs.state,
    code_challenge: await calculatePKCECodeChallenge(proofs.codeVerifier),
    code_challenge_method: 'S256',
    access_type: 'offline',
    prompt: 'consent', // without it Google gives a refresh token the first time only
    ...(address === undefined ? {} : { login_hint: address }),
  }).href
}

/**
 * What the person granted who came back to `url`, query and all. Refuses with `consent_denied`, `consent_incomplete` (reading
 * was unticked), `consent_stale` (it was begun elsewhere, or too long ago), `google_refuses` (client id and secret),
 * `google_silent`.
 */
export async function redeemGmailConsent(
  client: GoogleClient,
  url: URL,
  proofs: ConsentProofs,
): Promise<GmailGrant> {
  const { authorizationCodeGrant } = await import('openid-client')
  const granted = await authorizationCodeGrant(await configure(client), url, {
    expectedState: proofs.state,
    pkceCodeVerifier: proofs.codeVerifier,
  }).catch(async (error: unknown) => {
    throw await consentRefusal(error)
  })
  const scopes = (granted.scope ?? `${READ} ${SEND}`).split(' ')
  if (!scopes.includes(READ) || granted.refresh_token === undefined) throw incomplete()
  return { refreshToken: granted.refresh_token, canSend: scopes.includes(SEND) }
}

/**
 * Access tokens for as long as the refresh token is good. One refresh runs at a time. Throws `WireError`:
 * `credentials_refused` when it was revoked, or has expired: then a person must consent anew.
 *
 * `save` is called with a refresh token that Google gave in place of the one there was.
 */
export function gmailTokens(
  client: GoogleClient,
  io: {
    refreshToken: () => Promise<string>
    save?: (refreshToken: string) => Promise<void>
    clock?: Clock
  },
): GmailTokens {
  const { clock = systemClock } = io
  let current: { token: string; untilMs: number } | null = null
  let refreshing: Promise<string> | null = null

  async function refresh(): Promise<string> {
    const { refreshTokenGrant } = await import('openid-client')
    const granted = await refreshTokenGrant(await configure(client), await io.refreshToken()).catch(
      async (error: unknown) => {
        throw await tokenFault(error)
      },
    )
    const { access_token: token, expires_in: seconds = LIFE_SECONDS, refresh_token: next } = granted
    current = { token, untilMs: clock.now().getTime() + seconds * 1_000 - SLACK_MS }
    if (next !== undefined) await io.save?.(next)
    return token
  }

  return {
    accessToken: (refused) => {
      if (current !== null && refused !== current.token && clock.now().getTime() < current.untilMs)
        return Promise.resolve(current.token)
      refreshing ??= refresh().finally(() => {
        refreshing = null
      })
      return refreshing
    },
  }
}

/** Gives the account back: its refresh token opens nothing any more (RFC 7009). Done also where it was revoked before. */
export async function revokeGmail(client: GoogleClient, refreshToken: string): Promise<void> {
  const { tokenRevocation } = await import('openid-client')
  await tokenRevocation(await configure(client), refreshToken).catch(async (error: unknown) => {
    const fault = await tokenFault(error)
    if (fault.fault !== 'credentials_refused') throw fault
  })
}

async function configure({
  clientId,
  clientSecret,
  endpoints = GOOGLE,
}: GoogleClient): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretPost, Configuration } = await import('openid-client')
  const configuration = new Configuration(endpoints, clientId, undefined, ClientSecretPost(clientSecret))
  configuration.timeout = TIMEOUT_SECONDS
  if (endpoints !== GOOGLE && endpoints.token_endpoint.startsWith('http:'))
    allowInsecureRequests(configuration)
  return configuration
}

/** What Google's token endpoint said, if it said anything: an error code of RFC 6749 §5.2. */
async function saidBy(error: unknown): Promise<{ status: number; code: string } | null> {
  const { ResponseBodyError, WWWAuthenticateChallengeError } = await import('openid-client')
  if (error instanceof ResponseBodyError) return { status: error.status, code: error.error }
  if (error instanceof WWWAuthenticateChallengeError) return { status: error.status, code: 'invalid_client' }
  return null
}

/** Codes of openid-client for an answer that is none of a token endpoint's. */
const NO_ANSWER = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]

async function tokenFault(error: unknown): Promise<WireError> {
  if (error instanceof WireError) return error
  const said = await saidBy(error)
  const cause = new Error(
    said === null ? (errorCode(error) ?? 'no answer') : `HTTP ${said.status} ${said.code}`,
  )
  if (said !== null && said.status < 500 && said.status !== 429)
    return new WireError('credentials_refused', 'Google does not take the consent any more.', { cause })
  if (said !== null || isOutOfOrder(error))
    return new WireError('busy', 'Google’s sign-in asks to wait.', { cause })
  return errorCode(error) === 'OAUTH_TIMEOUT'
    ? new WireError('timeout', 'Google’s sign-in did not answer in time.', { cause })
    : new WireError('unreachable', 'Google’s sign-in cannot be reached.', { cause })
}

/** Whether some other page of Google's came with a status of 5xx. */
function isOutOfOrder(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Response && error.cause.status >= 500
}

async function consentRefusal(error: unknown): Promise<Refusal> {
  const { AuthorizationResponseError } = await import('openid-client')
  if (error instanceof AuthorizationResponseError)
    return new Refusal(
      'consent_denied',
      'Google was not told to let Plumbline read the mailbox.',
      'Begin again, and agree on Google’s page.',
      { status: 403 },
    )
  const said = await saidBy(error)
  if (said?.code === 'invalid_client' || said?.code === 'unauthorized_client')
    return new Refusal(
      'google_refuses',
      'Google does not know Plumbline by its client id and secret.',
      'Check both in the settings against those in the Google Cloud project.',
      { status: 502, cause: error },
    )
  if (said !== null && said.status < 500) return stale(error)
  const isSilent = said !== null || error instanceof TypeError || NO_ANSWER.includes(errorCode(error) ?? '')
  return isSilent ? silent(error) : stale(error)
}

function stale(cause: unknown): Refusal {
  return new Refusal(
    'consent_stale',
    'This consent was begun elsewhere, used already, or too long ago.',
    'Begin again from Plumbline’s page of sources.',
    { status: 403, cause },
  )
}

function silent(cause: unknown): Refusal {
  return new Refusal('google_silent', 'Google’s sign-in does not answer.', 'Try again in some minutes.', {
    status: 502,
    cause,
  })
}

function incomplete(): Refusal {
  return new Refusal(
    'consent_incomplete',
    'Google was told to let Plumbline in, but not to let it read the mailbox.',
    'Begin again, and leave both boxes ticked on Google’s page.',
    { status: 403 },
  )
}
