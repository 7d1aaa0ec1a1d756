import type { FastifyRequest } from 'fastify'
import type { Visitor } from '../access/access.ts'

/** The browser that asks to be signed in. Where the server is known by an https address, its cookies go by nothing less. */
export function visitorOf(request: FastifyRequest, baseUrl: string): Visitor {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    secure: request.protocol === 'https' || baseUrl.startsWith('https:'),
  }
}
