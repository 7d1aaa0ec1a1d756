import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { customerMergeShape, mergeCustomersBody } from '../../contract/customers.ts'
import { mergeCustomers } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const customersMerge = endpoint({
  name: 'customers-merge',
  method: 'POST',
  path: '/api/customers/:id/merge',
  who: 'customers.write',
  changes: { action: 'customer.merged', subject: 'customer' },
  tag: 'customers',
  summary: 'Makes another customer part of this one; it can be undone exactly.',
  params: z.object({ id: idShape }),
  body: mergeCustomersBody,
  answer: customerMergeShape,
  handle: ({ services: { clock }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      const merge = { keptId: params.id, absorbedId: body.absorbedId }
      tell({ details: merge })
      return mergeCustomers(tx, { clock, ...merge, by: principal.label })
    }),
})
