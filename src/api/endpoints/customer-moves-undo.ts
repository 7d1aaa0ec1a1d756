import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { undoReassignment } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const customerMovesUndo = endpoint({
  name: 'customer-moves-undo',
  method: 'POST',
  path: '/api/customer-moves/:id/undo',
  who: 'customers.write',
  changes: { action: 'contact_point.move_undone', subject: 'contact_point_move' },
  tag: 'customers',
  summary:
    'Takes back that an address was given to another customer, as an answer to a question may have done.',
  params: z.object({ id: idShape }),
  handle: ({ services: { clock }, principal, params, write }) =>
    write((tx) => undoReassignment(tx, { clock, moveId: params.id, by: principal.label })),
})
