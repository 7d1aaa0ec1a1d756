import type { FastifyReply } from 'fastify'

/**
 * Aborts when the one who asked has gone before the answer. Fastify's own `request.signal` (5.12) aborts as soon
 * as the body has been read, because Node then closes the incoming message.
 */
export function leftSignal(reply: FastifyReply): AbortSignal {
  const left = new AbortController()
  const look = () => {
    if (!reply.raw.writableEnded) left.abort()
  }
  if (reply.raw.closed || reply.raw.destroyed) look()
  else reply.raw.once('close', look)
  return left.signal
}
