import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replayDelivery } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hookDeliveriesReplay = endpoint({
  name: 'hook-deliveries-replay',
  method: 'POST',
  path: '/api/hook-deliveries/:id/replay',
  who: 'keys.manage',
  changes: { action: 'hook.replayed', subject: 'hook_delivery' },
  tag: 'webhooks',
  summary: 'Has a delivery that was given up, or that arrived, sent again under the same webhook-id.',
  params: z.object({ id: idShape }),
  handle: ({ services: { clock }, params: { id }, write }) =>
    write((tx) => replayDelivery(tx, { clock, id })),
})
