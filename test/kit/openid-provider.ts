import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Somebody at a provider, as its ID tokens tell of them. */
export type ProvidersPerson = { sub: string; email: string; email_verified?: boolean; name?: string }

/** A real OpenID provider on loopback, at which somebody is always signed in. */
export type OpenIdProvider = AsyncDisposable & {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who is signed in there. */
  person: ProvidersPerson
  /** Whether they agree to be known to the program that asks. */
  agrees: boolean
  /** Changes what its next ID tokens say, which it then signs all the same. */
  forge: (claims: Record<string, unknown>) => Record<string, unknown>
  /** Goes through the provider's pages as a browser does; where it is sent back to. */
  visit(url: string): Promise<URL>
}

const KEY_ID = 'test'

/** @param redirectUrl where it may send browsers back to */
export async function startOpenIdProvider(
  redirectUrl: string,
  more: { authMethod?: 'client_secret_basic' | 'client_secret_post' } = {},
): Promise<OpenIdProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const authMethod = more.authMethod ?? 'client_secret_basic'
  const client = { client_id: 'plumbline', client_secret: 'a secret between two servers' }
  const provider = new Provider(issuer, {
    clients: [
      {
        ...client,
        redirect_uris: [redirectUrl],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: authMethod,
      },
    ],
    clientAuthMethods: [authMethod],
    jwks: { keys: [{ ...jwk, kid: KEY_ID, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['test'] },
    conformIdTokenClaims: false, // as the large providers do: what is asked for by scope is in the ID token
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...held.person, sub }) }),
    loadExistingGrant: async ({ oidc }) => {
      const { clientId } = oidc.client ?? {}
      const { accountId } = oidc.session ?? {}
      if (clientId === undefined || accountId === undefined) return undefined
      const grant = new oidc.provider.Grant({ clientId, accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.use(async (context, next) => {
    await next()
    const answer = context.body as { id_token?: string }
    if (context.path === '/token' && answer?.id_token !== undefined)
      context.body = { ...answer, id_token: resigned(answer.id_token, held.forge, jwk) }
  })
  const handle = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return handle(request, response)
    const result = held.agrees
      ? { login: { accountId: held.person.sub } }
      : { error: 'access_denied', error_description: 'They changed their mind.' }
    await provider.interactionFinished(request, response, result)
  })
  const held: OpenIdProvider = {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    person: { sub: 'nobody', email: 'nobody@harbor.example' },
    agrees: true,
    forge: (claims) => claims,
    visit: (url) => visit(url, issuer),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return held
}

/** Follows redirects with a cookie jar, until they lead away from the provider. */
async function visit(url: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>()
  for (let at = new URL(url); ; ) {
    if (at.origin !== issuer) return at
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`)
    at = new URL(location, at)
  }
}

function resigned(token: string, forge: OpenIdProvider['forge'], jwk: object): string {
  const [head = '', claims = ''] = token.split('.')
  const changed = forge(JSON.parse(Buffer.from(claims, 'base64url').toString()))
  const text = `${head}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}`
  const key = createPrivateKey({ key: jwk as import('node:crypto').JsonWebKey, format: 'jwk' })
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
