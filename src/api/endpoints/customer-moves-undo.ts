import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { undoReassignment } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const customerMovesUndo = endpoint({
  name: 'customer-moves-undo',
  method: 'POST',
  path: '/api/customer-moves/:id/undo',
  who: 'customers.write',
  tag: 'customers',
  summary:
    'Takes back that an address was given to another customer, as an answer to a question may have done.',
  params: z.object({ id: idShape }),
  handle: async ({ services: { store, clock }, principal, params }) =>
    store.write(principal.tenantId, (tx) =>
      undoReassignment(tx, { clock, moveId: params.id, by: principal.label }),
    ),
})
