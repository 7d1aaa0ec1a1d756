import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerUnmergeShape } from '../../contract/customers.ts'
import { undoMerge } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const customerMergesUndo = endpoint({
  name: 'customer-merges-undo',
  method: 'POST',
  path: '/api/customer-merges/:id/undo',
  who: 'customers.write',
  changes: { action: 'customer.merge_undone', subject: 'customer_merge' },
  tag: 'customers',
  summary: 'Parts two merged customers again.',
  params: z.object({ id: idShape }),
  answer: customerUnmergeShape,
  handle: ({ services: { clock }, principal, params, write }) =>
    write((tx) => undoMerge(tx, { clock, mergeId: params.id, by: principal.label })),
})
