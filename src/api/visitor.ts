import type { FastifyRequest } from 'fastify'
import type { Visitor } from '../access/access.ts'

/** The browser that asks to be signed in. */
export function visitorOf(request: FastifyRequest): Visitor {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    secure: request.protocol === 'https',
  }
}
