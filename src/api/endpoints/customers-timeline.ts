import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { timelinePage, timelineQuery } from '../../contract/timeline.ts'
import { getCustomer } from '../../customers/customers.ts'
import { readTimeline } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const customersTimeline = endpoint({
  name: 'customers-timeline',
  method: 'GET',
  path: '/api/customers/:id/timeline',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'customers',
  summary:
    'What was said to a customer and by them over all channels, and the turns their tickets took, newest first.',
  params: z.object({ id: idShape }),
  query: timelineQuery,
  answer: timelinePage,
  handle: ({ services, principal, params, query }) =>
    services.store.read(principal.tenantId, async (db) => {
      if ((await getCustomer(db, params.id)) === undefined) throw notFound('customer')
      return readTimeline(db, { customerId: params.id, ...query })
    }),
})
