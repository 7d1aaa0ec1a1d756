import { z } from 'zod'
import { reopenConflict } from '../../conflicts/conflicts.ts'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { ticketActorOf } from '../show-tickets.ts'

export const conflictsUndo = endpoint({
  name: 'conflicts-undo',
  method: 'POST',
  path: '/api/conflicts/:id/undo',
  who: 'conflicts.write',
  changes: { action: 'conflict.reopened', subject: 'conflict' },
  tag: 'conflicts',
  summary: 'Takes a decision back: the field is as it was, and the conflict waits again.',
  params: z.object({ id: idShape }),
  handle: ({ services: { clock }, principal, params, write }) =>
    write(async (tx, tell) => {
      const { kind, entityId, field } = await reopenConflict(tx, {
        clock,
        actor: ticketActorOf(principal),
        id: params.id,
      })
      tell({ details: { [kind]: entityId, field } })
    }),
})
