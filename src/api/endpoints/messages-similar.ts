import { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import { idShape } from '../../contract/common.ts'
import { similarAnswer, similarQuery } from '../../contract/similar.ts'
import { similarMessages } from '../../embeddings/embeddings.ts'
import { endpoint } from '../endpoint.ts'

export const messagesSimilar = endpoint({
  name: 'messages-similar',
  method: 'GET',
  path: '/api/messages/:id/similar',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'search',
  summary:
    'Messages that mean much the same as this one, the most alike first, whether they are in English or in Polish.',
  params: z.object({ id: idShape }),
  query: similarQuery,
  answer: similarAnswer,
  handle: async ({ services, principal: { tenantId }, params, query }) => {
    const { store, meaning, stages } = services
    if (meaning === undefined) throw notCompared()
    const { floor, limit, customer, channel, since } = query
    const items = await similarMessages(
      { store, ...meaning },
      {
        ...{ tenantId, messageId: params.id, floor, limit },
        filters: { customerId: customer, channel, since: since === undefined ? undefined : new Date(since) },
      },
    )
    const complete = stages.embedder?.isComplete(tenantId) ?? false
    if (!complete) stages.embedder?.wake(tenantId)
    return { items, complete }
  },
})

function notCompared(): Refusal {
  return new Refusal(
    'not_compared',
    'This Plumbline does not compare messages by what they mean.',
    'Have whoever runs it take MESSAGE_VECTORS=false out of its settings.',
    { status: 409 },
  )
}
