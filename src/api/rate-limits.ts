import { hash } from 'node:crypto'
import { isIP, SocketAddress } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Limits, Standing } from '../access/access.ts'
import { Refusal } from '../base/refusal.ts'
import type { Services } from './services.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The e-mail address whose secret a request tries, if it is that of one; absent where none is checked. */
    accountTried?: (request: FastifyRequest) => Promise<string | undefined>
  }
  interface FastifyRequest {
    /** The limit of which least is left, of those this request was counted against. */
    tightestLimit: Standing | null
  }
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What every answer tells of limits: draft-ietf-httpapi-ratelimit-headers-06, and RFC 9110 §10.2.3. */
export const RATE_LIMIT_HEADERS = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after']

/**
 * The limits, as hooks for the three moments at which it is known whom to count. Each writes the headers, and refuses
 * with `too_many_requests`. The command line on the server itself is not limited.
 */
export function rateLimits({ access, settings }: Pick<Services, 'access' | 'settings'>, limits: Limits) {
  const requestsMax = settings.requestsPerMinuteMax ?? 3_000
  const attemptsMax = settings.signInsPerMinuteMax ?? 10
  const accountAttemptsMax = settings.accountSignInsPerHourMax ?? 30
  return {
    /** Every request, by address: before its credentials are looked at. */
    address: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (access.isOperator(request.headers)) return
      const subject = `address:${networkOf(request.ip)}`
      const standing = limits.count({ subject, max: requestsMax, windowMs: MINUTE_MS })
      hold(request, reply, standing, 'There were too many requests from your address.')
    },

    /** By person or key: as soon as it is known who asks. */
    principal: (request: FastifyRequest, reply: FastifyReply): void => {
      const { principal } = request
      if (principal === null || principal.kind === 'operator') return
      const standing = limits.count({
        subject: `${principal.kind}:${principal.id}`,
        max: principal.requestsPerMinuteMax ?? requestsMax,
        windowMs: MINUTE_MS,
      })
      const who = principal.kind === 'key' ? 'This key has' : 'You have'
      hold(request, reply, standing, `${who} made too many requests.`)
    },

    /** What checks a secret, by address and by the account that is tried: once its body has been read. */
    secret: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const { accountTried } = request.routeOptions.config
      if (accountTried === undefined || access.isOperator(request.headers)) return
      const account = (await accountTried(request))?.toLowerCase()
      const [byAddress, byAccount] = await limits.countExactly([
        { subject: `secret:${networkOf(request.ip)}`, max: attemptsMax, windowMs: MINUTE_MS },
        ...(account === undefined
          ? []
          : [{ subject: `account:${hash('sha256', account)}`, max: accountAttemptsMax, windowMs: HOUR_MS }]),
      ])
      if (byAccount !== undefined) {
        const said = 'There were too many attempts to sign in with this e-mail address.'
        hold(request, reply, byAccount, said, ', or use a sign-in link')
      }
      if (byAddress !== undefined)
        hold(request, reply, byAddress, 'There were too many attempts from your address.')
    },
  }
}

/** Tells the visitor where they stand, and refuses what is too much. */
function hold(
  request: FastifyRequest,
  reply: FastifyReply,
  standing: Standing,
  message: string,
  wayOut = '',
): void {
  const { max, remaining, resetMs } = standing
  const isExceeded = remaining < 0
  const seconds = Math.ceil(resetMs / 1000)
  if (isExceeded || isTighter(standing, request.tightestLimit)) {
    request.tightestLimit = standing
    reply.headers({
      'ratelimit-limit': max,
      'ratelimit-remaining': Math.max(remaining, 0),
      'ratelimit-reset': seconds,
    })
  }
  if (!isExceeded) return
  reply.header('retry-after', seconds)
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`
  throw new Refusal('too_many_requests', message, `Wait ${wait}${wayOut}.`, { status: 429 })
}

function isTighter(one: Standing, other: Standing | null): boolean {
  if (other === null || one.remaining !== other.remaining)
    return one.remaining < (other?.remaining ?? Number.POSITIVE_INFINITY)
  return one.resetMs > other.resetMs
}

/**
 * What the addresses of one visitor have in common: an IPv4 address, or the first 64 bits of an IPv6 one, for nobody is
 * given less (RFC 6177). All that comes by the local socket, or under no address, counts together.
 */
function networkOf(ip: string | undefined): string {
  if (ip === undefined || isIP(ip) === 0) return 'local'
  if (isIP(ip) === 4) return ip
  const { address } = new SocketAddress({ address: ip, family: 'ipv6' })
  const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`
}
