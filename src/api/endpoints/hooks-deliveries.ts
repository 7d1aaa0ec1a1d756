import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { deliveryPage, deliveryQuery } from '../../contract/hooks.ts'
import { listDeliveries } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hooksDeliveries = endpoint({
  name: 'hooks-deliveries',
  method: 'GET',
  path: '/api/hooks/:id/deliveries',
  who: 'keys.manage',
  tag: 'webhooks',
  summary: 'What another system was told or is to be told, newest first, and how the last try went.',
  params: z.object({ id: idShape }),
  query: deliveryQuery,
  answer: deliveryPage,
  handle: ({ services: { store }, principal, params: { id: hookId }, query }) =>
    store.read(principal.tenantId, (db) => listDeliveries(db, { hookId, ...query })),
})
