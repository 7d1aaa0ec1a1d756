import type { ClientAuth, Configuration, CustomFetch } from 'openid-client'
import { errorCode, Refusal } from '../base/refusal.ts'

/** Time that one request to a provider may take, seconds. */
const TIMEOUT_SECONDS = 5
/** The longest answer of a provider that is read. */
const ANSWER_BYTES_MAX = 1024 * 1024
const SCOPE = 'openid email profile'

/** How Plumbline is known to a provider. */
export type ProviderClient = { issuer: string; clientId: string; clientSecret: string }

/** What is sent along to the provider, and must come back, or fit what does. */
export type Proofs = { state: string; nonce: string; codeVerifier: string }

/** Whom a provider vouches for, by an ID token that was checked. */
export type Vouched = {
  /** Their lasting id at the provider. */
  subject: string
  /** Lower case. */
  email: string
  /** Whether the provider says that the address is theirs. */
  emailVerified: boolean
  name: string | undefined
}

/**
 * Looks a provider up (OpenID Connect Discovery 1.0); returns what it calls itself. `baseUrl` is what browsers call this
 * server. Refuses with `issuer_unusable`, `provider_silent`.
 */
export async function discover(issuer: string, baseUrl: string): Promise<{ issuer: string }> {
  refuseUnusable(issuer, baseUrl)
  return { issuer: (await configure({ issuer, clientId: '-', clientSecret: '-' })).serverMetadata().issuer }
}

/** Where a browser is sent to sign in at the provider. Refuses with `provider_silent`. */
export async function addressToSignIn(
  client: ProviderClient,
  { redirectUrl, ...proofs }: Proofs & { redirectUrl: string },
): Promise<string> {
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
  return buildAuthorizationUrl(await configure(client), {
    redirect_uri: redirectUrl,
    scope: SCOPE,
    state: proofs.state,
    nonce: proofs.nonce,
    code_challenge: await calculatePKCECodeChallenge(proofs.codeVerifier),
    code_challenge_method: 'S256',
  }).href
}

/**
 * Whom the provider vouches for, to the browser that came back to `url`. Counts only an ID token that the provider signed,
 * for this client, with this nonce, and that is not over. Refuses with `provider_silent`, `provider_denied`,
 * `provider_refuses`, `provider_answer_invalid`.
 */
export async function redeem(client: ProviderClient, url: URL, proofs: Proofs): Promise<Vouched> {
  const configuration = await configure(client)
  const { authorizationCodeGrant, enableNonRepudiationChecks } = await import('openid-client')
  enableNonRepudiationChecks(configuration) // checks the signature too, which TLS would make needless
  const answer = await authorizationCodeGrant(configuration, url, {
    expectedState: proofs.state,
    expectedNonce: proofs.nonce,
    pkceCodeVerifier: proofs.codeVerifier,
  }).catch(async (error: unknown) => {
    throw await refusalOf(error)
  })
  const claims = answer.claims()
  if (claims === undefined) throw invalidAnswer()
  const { sub, email, email_verified: emailVerified, name } = claims
  return {
    subject: sub,
    email: typeof email === 'string' ? email.toLowerCase() : '',
    emailVerified: emailVerified === true,
    name: typeof name === 'string' ? name : undefined,
  }
}

async function configure({ issuer, clientId, clientSecret }: ProviderClient): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, customFetch, discovery } = await import(
    'openid-client'
  )
  const authenticate: ClientAuth = (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
      ? ClientSecretPost(clientSecret)
      : ClientSecretBasic(clientSecret))(server, ...rest)
  const found = await discovery(new URL(issuer), clientId, clientSecret, authenticate, {
    timeout: TIMEOUT_SECONDS,
    [customFetch]: boundedFetch,
    execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
  }).catch((cause: unknown) => {
    throw silentProvider(cause)
  })
  // One that speaks for many, such as Microsoft's "common", vouches for people of any firm.
  if (new URL(found.serverMetadata().issuer).href !== new URL(issuer).href) throw silentProvider()
  return found
}

/** Reads no endless answer. Redirects are not followed: openid-client asks for that. */
const boundedFetch: CustomFetch = async (url, options) => {
  const { body, status, headers } = await fetch(url, options as RequestInit)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.byteLength
    if (size > ANSWER_BYTES_MAX) throw new TypeError('The answer is too long.')
    parts.push(part)
  }
  return new Response(size === 0 ? null : Buffer.concat(parts), { status, headers })
}

function refuseUnusable(issuer: string, baseUrl: string): void {
  const { protocol, hostname, username, password, search, hash } = new URL(issuer)
  const isLocalTrial = protocol === 'http:' && isLoopback(hostname) && isLoopback(new URL(baseUrl).hostname)
  if ((protocol === 'https:' || isLocalTrial) && username + password + search + hash === '') return
  throw new Refusal(
    'issuer_unusable',
    'The address of the provider is not one that can be trusted.',
    'Give its issuer as the provider names it, beginning with https://, without query or user name.',
  )
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

const NO_ANSWER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

async function refusalOf(error: unknown): Promise<Refusal> {
  const { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } = await import(
    'openid-client'
  )
  if (error instanceof AuthorizationResponseError) return denied(error)
  if (error instanceof WWWAuthenticateChallengeError) return refusesUs(error)
  if (error instanceof ResponseBodyError) {
    if (error.status >= 500) return silentProvider(error)
    return ['invalid_client', 'unauthorized_client'].includes(error.error)
      ? refusesUs(error)
      : invalidAnswer(error)
  }
  return error instanceof TypeError || NO_ANSWER.has(errorCode(error) ?? '')
    ? silentProvider(error)
    : invalidAnswer(error)
}

function silentProvider(cause?: unknown): Refusal {
  return new Refusal(
    'provider_silent',
    'The firm’s sign-in provider does not answer as one.',
    'Try again in some minutes, or sign in with a password; an owner can check the provider’s address.',
    { status: 502, cause },
  )
}

function refusesUs(cause: unknown): Refusal {
  return new Refusal(
    'provider_refuses',
    'The firm’s sign-in provider does not know Plumbline by its client id and secret.',
    'Ask an owner of the firm to set them anew.',
    { status: 502, cause },
  )
}

function denied(cause: unknown): Refusal {
  return new Refusal(
    'provider_denied',
    'The sign-in at the firm’s provider was broken off.',
    'Begin again; if it stays, ask who looks after the provider.',
    { status: 403, cause },
  )
}

function invalidAnswer(cause?: unknown): Refusal {
  return new Refusal(
    'provider_answer_invalid',
    'What the firm’s sign-in provider answered does not fit what it was asked.',
    'Begin again; if it stays, ask an owner of the firm to check the provider’s settings.',
    { status: 403, cause },
  )
}
