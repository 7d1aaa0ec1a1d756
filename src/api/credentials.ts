import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Access, bearsKey, type Principal } from '../access/access.ts'
import { Refusal } from '../base/refusal.ts'
import { type Permission, permissions } from '../contract/permissions.ts'
import type { Who } from './endpoint.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call; absent for files of the web application. */
    who?: Who
  }
  interface FastifyRequest {
    principal: Principal | null
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Before anything else is read of a request, finds out who asks, tells `onKnown`, and refuses who may not. */
export function checkCredentials(
  app: FastifyInstance,
  access: Access,
  baseUrl: string,
  onKnown: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  const ownOrigin = new URL(baseUrl).origin
  app.decorateRequest('principal', null)
  app.addHook('onRequest', async (request, reply) => {
    const { who } = request.routeOptions.config
    if (who === undefined) return
    // A line may be opened by any page, with the visitor's cookie: no browser asks whether its answers may be read.
    if (!SAFE_METHODS.has(request.method) || request.headers.upgrade !== undefined)
      refuseForeignSite(request, ownOrigin)
    if (who === 'nobody') return
    if (who === 'installation' && access.isOperator(request.headers)) return
    request.principal = await access.authenticate(request.headers)
    if (request.principal === null) throw unauthenticated()
    onKnown(request, reply)
    if (who === 'installation') throw onlyOperator()
    if (who === 'operator' && request.principal.kind !== 'operator') throw onlyOperator()
    if (isPermission(who) && !request.principal.permissions.has(who))
      throw notPermitted(request.principal, who)
  })
}

function isPermission(who: Who): who is Permission {
  return who in permissions
}

/** Said before anything is looked up, so that it does not tell what there is. */
export function notPermitted({ kind, role }: Principal, permission: Permission): Refusal {
  const { allows, peopleOnly } = permissions[permission]
  if (kind === 'person') {
    return new Refusal(
      'not_permitted',
      `Your role in this firm (${role?.replace('_', ' ')}) may not ${allows}.`,
      'Ask an owner or a manager of the firm.',
      { status: 403 },
    )
  }
  return new Refusal(
    'not_permitted',
    `This key may not ${allows}.`,
    peopleOnly ? 'Sign in and do it there.' : `Use a key with the scope ${permission}.`,
    { status: 403 },
  )
}

export function onlyOperator(): Refusal {
  return new Refusal(
    'only_command_line',
    'Only the command line on the server itself may do this.',
    'Use plumbline on the server, or upload the files.',
    { status: 403 },
  )
}

function unauthenticated(): Refusal {
  return new Refusal(
    'sign_in_first',
    'This needs a session or an API key.',
    'Sign in, or send a valid key as Authorization: Bearer ….',
    { status: 401 },
  )
}

/**
 * Refuses a change that another web site makes a visitor's browser ask for. Browsers tell where a request comes
 * from by Sec-Fetch-Site (Fetch Metadata, W3C) and, since long before, Origin; what sends neither is not a
 * browser and has no cookies but those it means to send. Who bears a key means to send that, too.
 */
function refuseForeignSite(request: FastifyRequest, ownOrigin: string): void {
  if (bearsKey(request.headers)) return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isOwn =
    site === undefined
      ? origin === undefined || origin === ownOrigin || hostOf(origin) === request.headers.host
      : site === 'same-origin' || site === 'none'
  if (isOwn) return
  throw new Refusal(
    'foreign_site',
    'The request comes from another web site.',
    'Do this from Plumbline’s own pages, or use an API key.',
    { status: 403 },
  )
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
