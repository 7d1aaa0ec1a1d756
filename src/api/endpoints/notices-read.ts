import { z } from 'zod'
import { signedIn } from '../../access/access.ts'
import { idShape } from '../../contract/common.ts'
import { markRead } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const noticesRead = endpoint({
  name: 'notices-read',
  method: 'POST',
  path: '/api/notices/:id/read',
  who: 'member',
  tag: 'notices',
  summary: 'Notes that one has read a notice.',
  params: z.object({ id: idShape }),
  handle: async ({ services: { store, clock }, principal, params: { id } }) => {
    const { personId } = signedIn(principal)
    const { tenantId } = principal
    const found = await store.write(
      tenantId,
      (tx) => markRead(tx, { clock, personId, id }),
      `person:${personId}`,
    )
    if (!found) throw notFound('notice')
  },
})
