import { z } from 'zod'
import { idShape, instantShape } from './common.ts'
import { permissionShape, roleShape, scopeShape } from './permissions.ts'

/** Who is asking, and for which firm. */
export const meShape = z.object({
  person: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      emailVerified: z.boolean().describe('Whether the address was proved to be theirs'),
      secondFactor: z.boolean(),
    })
    .nullable()
    .describe('null for an API key or the local command line'),
  role: roleShape
    .nullable()
    .describe('What the person is in the firm; null for an API key or the command line'),
  permissions: z.array(permissionShape).describe('What one may do in the firm'),
  firm: z.object({ id: idShape, name: z.string(), timeZone: z.string(), region: z.string() }),
  version: z.string(),
})
export type Me = z.infer<typeof meShape>

/** The token of a one-time link, of any length: one that was cut off in pasting is refused like one that is over. */
export const linkTokenShape = z.string().min(1).max(2000)

/** A code of an authenticator app, or a recovery code. */
export const codeShape = z.string().min(6).max(30)

export const signInBody = z.object({
  email: z.email().max(320),
  password: z.string().min(1).max(200),
  code: codeShape.optional().describe('From who has an authenticator app in use'),
})

/** The token of a one-time link. */
export const loginLinkBody = z.object({
  token: linkTokenShape,
  code: codeShape.optional().describe('With a mailed link, from who has an authenticator app in use'),
})

/** Who wants to be mailed a link to sign in by. */
export const lostPasswordBody = z.object({ email: z.email().max(320) })

/** For whom a link is made; the only person there is when it is not said. */
export const makeSignInLinkBody = z.object({ email: z.email().max(320).optional() })
export const madeSignInLinkShape = z.object({
  url: z.string().describe('Works once; its token is behind the #'),
  expiresAt: instantShape,
  person: z.object({ name: z.string(), email: z.string() }),
})

/** What the one-time link leads to: the first owner says who they are. */
export const claimBody = z.object({
  token: linkTokenShape,
  firmName: z.string().trim().min(1).max(120),
  name: z.string().trim().min(1).max(120),
  email: z.email().max(320),
  password: z.string().min(10).max(200),
  timeZone: z.string().max(60).default('America/New_York'),
  region: z.string().length(2).default('US'),
})
export type Claim = z.input<typeof claimBody>

/** Whether this installation has an owner yet, and what the visitor may do next. */
export const setupShape = z.object({
  claimed: z.boolean(),
  mail: z.boolean().describe('Whether letters are sent: invitations, lost passwords, proofs of addresses'),
})

export const apiKeyShape = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string().describe('First characters, to tell keys apart'),
  madeAt: instantShape,
  expiresAt: instantShape.nullable(),
  lastUsedAt: instantShape.nullable(),
  scopes: z.array(scopeShape).describe('What it may do'),
  requestsPerMinuteMax: z
    .number()
    .int()
    .nullable()
    .describe('Its own limit; null where the general one holds'),
})
export const makeApiKeyBody = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z
    .array(scopeShape)
    .min(1)
    .max(scopeShape.options.length)
    .describe('What it may do: as little as it needs'),
  expiresInDays: z.number().int().min(1).max(3_650).optional(),
  requestsPerMinuteMax: z.number().int().min(1).max(100_000).optional().describe('Its own limit'),
})
export const madeApiKeyShape = apiKeyShape.extend({ key: z.string().describe('Shown once') })

/** What a key asks a token for. */
export const makeTokenBody = z.object({
  scopes: z
    .array(scopeShape)
    .min(1)
    .max(scopeShape.options.length)
    .optional()
    .describe('What it may do; all that the key may unless said otherwise'),
})
export const madeTokenShape = z.object({
  token: z.string().describe('A JWT (RFC 9068); sent as Authorization: Bearer …'),
  expiresAt: instantShape.describe('In ten minutes; sooner where the key ends sooner'),
  scopes: z.array(scopeShape),
})

/** Public keys, as a JWK set (RFC 7517). */
export const jwksShape = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
      kid: idShape,
      x: z.string(),
    }),
  ),
})

export const healthShape = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  reason: z.string().nullable().describe('Why it is not healthy, in one sentence; null when it is'),
  version: z.string(),
  database: z.object({
    kind: z.enum(['pglite', 'postgres']),
    ok: z.boolean().describe('false when it is dead or cannot be reached'),
    state: z.enum(['answers', 'busy', 'dead']).describe('busy: it lives, and does other work first'),
    milliseconds: z.number().describe('How long it took to answer, or how long it has not'),
  }),
})
export type Health = z.infer<typeof healthShape>
