import type { FastifyReply } from 'fastify'

/**
 * Aborts when the one who asked has gone before the answer. Fastify's own `request.signal` (5.12) aborts as soon
 * as the body has been read, because Node then closes the incoming message.
 */
export function leftSignal(reply: FastifyReply): AbortSignal {
  const left = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) left.abort()
  })
  return left.signal
}
