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
  tag: 'customers',
  summary: 'Makes another customer part of this one; it can be undone exactly.',
  params: z.object({ id: idShape }),
  body: mergeCustomersBody,
  answer: customerMergeShape,
  handle: ({ services: { store, clock }, principal, params, body }) =>
    store.write(principal.tenantId, (tx) =>
      mergeCustomers(tx, { clock, keptId: params.id, absorbedId: body.absorbedId, by: principal.label }),
    ),
})
