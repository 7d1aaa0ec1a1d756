import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { messageSourceShape } from '../../contract/message-source.ts'
import { readOriginal, sourceOf } from '../../pipeline/pipeline.ts'
import { endpoint } from '../endpoint.ts'
import { originalNotKept } from '../original-refusals.ts'

export const messagesSource = endpoint({
  name: 'messages-source',
  method: 'GET',
  path: '/api/messages/:id/source',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary: 'Where a message came from: of a mail its header, and what Gmail or Postmark calls it.',
  params: z.object({ id: idShape }),
  answer: messageSourceShape,
  handle: async ({ services, principal, params }) => {
    const { store, itemSeal } = services
    const original = await store.read(principal.tenantId, (db) =>
      readOriginal(db, { itemSeal, messageId: params.id }),
    )
    if (original === undefined) throw originalNotKept()
    return sourceOf(original)
  },
})
