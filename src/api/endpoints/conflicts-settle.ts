import { z } from 'zod'
import { settleConflict } from '../../conflicts/conflicts.ts'
import { idShape } from '../../contract/common.ts'
import { settleConflictBody } from '../../contract/conflicts.ts'
import { endpoint } from '../endpoint.ts'
import { ticketActorOf } from '../show-tickets.ts'

export const conflictsSettle = endpoint({
  name: 'conflicts-settle',
  method: 'POST',
  path: '/api/conflicts/:id/settle',
  who: 'conflicts.write',
  changes: { action: 'conflict.settled', subject: 'conflict' },
  tag: 'conflicts',
  summary:
    'Decides a conflict: the first or the second holds, or something else; also one that a strategy has decided. Can be undone.',
  params: z.object({ id: idShape }),
  body: settleConflictBody,
  handle: ({ services: { clock }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      const actor = ticketActorOf(principal)
      const { kind, entityId, field } = await settleConflict(tx, {
        clock,
        actor,
        id: params.id,
        decision: body,
      })
      const choice = 'choose' in body ? body.choose : 'another'
      tell({ details: { [kind]: entityId, field, choice } })
    }),
})
