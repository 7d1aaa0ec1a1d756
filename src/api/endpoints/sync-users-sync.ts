import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { userSyncShape } from '../../contract/mirrors.ts'
import { getCustomer, showCustomersAgain } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const syncUsersSync = endpoint({
  name: 'sync-users-sync',
  method: 'GET',
  path: '/api/sync/users/:id/sync',
  who: 'customers.write',
  tag: 'sync',
  summary:
    'Brings one customer and their tickets into step with every mirror at once, and makes again what is made of their messages.',
  timeoutMs: 120_000,
  params: z.object({ id: idShape }),
  answer: userSyncShape,
  handle: async ({ services: { store, clock, mirrors }, principal: { tenantId }, params: { id } }) => {
    const customer = await store.read(tenantId, (db) => getCustomer(db, id))
    if (customer === undefined) throw notFound('customer')
    const userId = customer.mergedInto ?? id
    await store.write(tenantId, (tx) => showCustomersAgain(tx, { clock, ids: [userId] }))
    const synced = await mirrors.syncCustomer(tenantId, userId)
    return { userId, inOnePlace: synced.length === 0, rederived: true, mirrors: synced }
  },
})
