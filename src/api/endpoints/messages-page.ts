import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { messagePageQuery } from '../../contract/message-source.ts'
import { pageOf, readOriginal } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { noMailPage } from '../original-refusals.ts'

export const messagesPage = endpoint({
  name: 'messages-page',
  method: 'GET',
  path: '/api/messages/:id/page',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary:
    'A mail as it came (HTML), without anything that acts or calls out, for a frame of its own. Remote pictures only when asked for.',
  params: z.object({ id: idShape }),
  query: messagePageQuery,
  bytes: true,
  handle: async ({ services, principal, params, query, reply }) => {
    const { store, itemSeal } = services
    const original = await store.read(principal.tenantId, (db) =>
      readOriginal(db, { itemSeal, messageId: params.id }),
    )
    const page =
      original &&
      pageOf(original, { withRemotePictures: query.pictures === 'remote', language: query.language })
    if (page === undefined) throw noMailPage()
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', page.policy)
      .header('x-frame-options', 'SAMEORIGIN')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'private, no-store')
      .send(page.document)
  },
})
