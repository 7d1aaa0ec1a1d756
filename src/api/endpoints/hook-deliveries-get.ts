import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { deliveryDetailShape } from '../../contract/hooks.ts'
import { readDelivery } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hookDeliveriesGet = endpoint({
  name: 'hook-deliveries-get',
  method: 'GET',
  path: '/api/hook-deliveries/:id',
  who: 'keys.manage',
  tag: 'webhooks',
  summary: 'One delivery to another system: what was sent, and each try with what was answered.',
  params: z.object({ id: idShape }),
  answer: deliveryDetailShape,
  handle: ({ services: { store }, principal, params }) =>
    store.read(principal.tenantId, (db) => readDelivery(db, params.id)),
})
