import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { organization } from 'better-auth/plugins/organization'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { API_KEY_PREFIX, VISITOR_ADDRESS } from './names.ts'

const DAY_SECONDS = 24 * 60 * 60

export type Auth = ReturnType<typeof openAuth>

/** Loads better-auth when somebody is about to need it: 40 MB that an import from the command line never does. */
export type AuthSource = () => Promise<Auth>

/**
 * better-auth over schema `auth`. Each call uses a connection of its own, so it must be made outside
 * transactions of the store (whose guard says so), and it opens none itself: on the embedded database,
 * which is one session, a query beside an open transaction would wait for ever.
 */
export function openAuth(input: { pool: pg.Pool; clock: Clock; log: Log; baseUrl: string; secret: string }) {
  return betterAuth({
    appName: 'Plumbline',
    baseURL: input.baseUrl,
    secret: input.secret,
    telemetry: { enabled: false },
    database: {
      db: new Kysely({
        dialect: new PostgresDialect({ pool: input.pool }),
        plugins: [new CamelCasePlugin()],
      }),
      type: 'postgres',
      schemaName: 'auth',
      transaction: false,
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: {
      expiresIn: 30 * DAY_SECONDS,
      updateAge: DAY_SECONDS,
      additionalFields: {
        openedBy: { type: 'string', required: false, input: false },
        onlyOrganizationId: { type: 'string', required: false, input: false },
      },
    },
    rateLimit: { enabled: false }, // the API limits all of its endpoints itself
    advanced: {
      cookiePrefix: 'plumbline',
      useSecureCookies: false, // access.ts writes the attributes, by how the visitor came
      ipAddress: { ipAddressHeaders: [VISITOR_ADDRESS] },
      // The columns are held to better-auth's by a test, not by a look at every start.
      database: { generateId: () => newId(input.clock), validateSchema: false },
    },
    // Its own sentences may name people; a code is all that is worth keeping.
    logger: { level: 'error', log: (level) => input.log.debug({ level }, 'better-auth') },
    plugins: [
      organization(),
      apiKey({
        references: 'organization',
        defaultPrefix: API_KEY_PREFIX,
        rateLimit: { enabled: false },
      }),
      sessionOpener(input.clock),
    ],
  })
}

/** Signs somebody in who has shown another proof than a password. Has no path: it cannot be reached over HTTP. */
const sessionOpener = (clock: Clock) => ({
  id: 'plumbline-session',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      {
        method: 'POST',
        body: z.object({
          userId: z.string(),
          openedBy: z.enum(['password', 'link', 'provider']),
          onlyFirmId: z.string().nullable(),
        }),
      },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
        if (!user) throw new Error(`No person ${ctx.body.userId}.`)
        const session = await ctx.context.internalAdapter.createSession(
          user.id,
          false,
          {
            openedBy: ctx.body.openedBy,
            onlyOrganizationId: ctx.body.onlyFirmId,
            createdAt: clock.now(),
          },
          true, // also what it would fill in itself, by the machine's clock
        )
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ token: session.token })
      },
    ),
  },
})
