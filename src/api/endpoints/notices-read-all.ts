import { signedIn } from '../../access/access.ts'
import { readNoticesBody } from '../../contract/notices.ts'
import { markAllRead } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'

export const noticesReadAll = endpoint({
  name: 'notices-read-all',
  method: 'POST',
  path: '/api/notices/read',
  who: 'member',
  tag: 'notices',
  summary:
    'Notes that one has read all notices of what had happened until an instant; newer ones stay unread.',
  body: readNoticesBody,
  handle: async ({ services: { store, clock }, principal, body }) => {
    const { personId } = signedIn(principal)
    const { tenantId } = principal
    const until = new Date(body.until)
    await store.write(tenantId, (tx) => markAllRead(tx, { clock, personId, until }), `person:${personId}`)
  },
})
