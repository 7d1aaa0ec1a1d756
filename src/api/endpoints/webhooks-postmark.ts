import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../base/refusal.ts'
import { sourceCallParams, sourceCallQuery } from '../../contract/sources.ts'
import { isWebhookPassword } from '../../webhooks/webhooks.ts'
import { endpoint } from '../endpoint.ts'
import type { Services } from '../services.ts'

/** Postmark takes in 35 MB of files, and sends a mail twice over where it is told to send its source along: both in base64. */
const BODY_BYTES_MAX = 110 * 1024 * 1024

export const webhooksPostmark = endpoint({
  name: 'webhooks-postmark',
  method: 'POST',
  path: '/api/webhooks/postmark/:id',
  who: 'nobody',
  tag: 'webhooks',
  summary:
    'Takes what Postmark hands over by itself: mails that came in, and what became of those that were sent. Answers once it is kept. The address that sources/{id}/webhook gives bears the password.',
  status: 200, // of no other Postmark promises that it takes it for good
  timeoutMs: 60_000,
  bodyBytesMax: BODY_BYTES_MAX,
  params: sourceCallParams,
  query: sourceCallQuery,
  admit: refuseStrangers,
  handle: async ({ services: { postmarkCalls }, params, query, request: { headers, rawBody } }) => {
    const call = { tenantId: query.firm, sourceId: params.id, headers, body: rawBody ?? Buffer.alloc(0) }
    await postmarkCalls.take(call)
  },
})

/** The answer is the same for a wrong password, another firm's source, and one that never was. */
async function refuseStrangers({
  services: { store },
  request: { params, query, headers },
}: {
  services: Pick<Services, 'store'>
  request: Pick<FastifyRequest, 'params' | 'query' | 'headers'>
}): Promise<void> {
  const source = sourceCallParams.safeParse(params).data
  const whose = sourceCallQuery.safeParse(query).data
  if (source === undefined || whose === undefined) throw stranger()
  const { id } = source
  if (!(await store.read(whose.firm, (db) => isWebhookPassword(db, { id, headers })))) throw stranger()
}

function stranger(): Refusal {
  return new Refusal(
    'webhook_stranger',
    'The call does not bear the password of a source here.',
    'Copy the whole webhook address of the source once more; or make another there.',
    { status: 401 },
  )
}
