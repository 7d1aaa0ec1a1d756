import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../base/page.ts'
import { Refusal } from '../../base/refusal.ts'
import { idShape } from '../../contract/common.ts'
import { similarAnswer, similarQuery } from '../../contract/similar.ts'
import { describeMessage, messageNotFound, similarMessages } from '../../embeddings/embeddings.ts'
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
    const { floor, limit, customer, since, until, ...filters } = query
    const from = query.cursor === undefined ? 0 : Number(decodeCursor(query.cursor, 1)[0])
    const end = Math.min(SHOWN_MAX, from + limit)
    const found = await similarMessages(
      { store, ...meaning },
      {
        ...{ tenantId, messageId: params.id, floor, limit: end + 1 },
        filters: {
          ...{ customerId: customer, channel: filters.channel, direction: filters.direction },
          ...{ since: dateOf(since), until: dateOf(until) },
        },
      },
    )
    const of = await store.read(tenantId, (db) => describeMessage(db, params.id))
    if (of === undefined) throw messageNotFound()
    const complete = stages.embedder?.isComplete(tenantId) ?? false
    if (!complete) stages.embedder?.wake(tenantId)
    const isMore = found.length > end && end < SHOWN_MAX
    return { of, items: found.slice(from, end), next: isMore ? encodeCursor([end]) : null, complete }
  },
})

/** Nobody turns more pages than these messages. */
const SHOWN_MAX = 200

function dateOf(at: string | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at)
}

function notCompared(): Refusal {
  return new Refusal(
    'not_compared',
    'This Plumbline does not compare messages by what they mean.',
    'Have whoever runs it take MESSAGE_VECTORS=false out of its settings.',
    { status: 409 },
  )
}
