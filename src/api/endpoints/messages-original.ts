import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { mailOf, readOriginal } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { originalNotKept } from '../original-refusals.ts'

export const messagesOriginal = endpoint({
  name: 'messages-original',
  method: 'GET',
  path: '/api/messages/:id/original',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary: 'A mail with all that is in it, as it came, to be saved and opened in a mail program (RFC 5322).',
  params: z.object({ id: idShape }),
  bytes: true,
  handle: async ({ services, principal, params, reply }) => {
    const { store, itemSeal } = services
    const original = await store.read(principal.tenantId, (db) =>
      readOriginal(db, { itemSeal, messageId: params.id }),
    )
    const mail = original && mailOf(original)
    if (mail === undefined) throw originalNotKept()
    return reply
      .type('message/rfc822')
      .header('content-disposition', `attachment; filename="${params.id}.eml"`)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store')
      .send(mail)
  },
})
