import { signedIn } from '../../access/access.ts'
import { noticeCountShape, noticeKindsFor, readNoticesBody } from '../../contract/notices.ts'
import { countUnread, markAllRead } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'

export const noticesReadAll = endpoint({
  name: 'notices-read-all',
  method: 'POST',
  path: '/api/notices/read',
  who: 'member',
  tag: 'notices',
  summary:
    'Notes that one has read all notices of what had happened until an instant; newer ones stay unread, and are counted.',
  body: readNoticesBody,
  answer: noticeCountShape,
  handle: async ({ services: { store, clock }, principal, body }) => {
    const { personId } = signedIn(principal)
    const { tenantId, permissions } = principal
    const until = new Date(body.until)
    const unread = await store.write(
      tenantId,
      async (tx) => {
        await markAllRead(tx, { clock, personId, until })
        return countUnread(tx, { personId, kinds: noticeKindsFor(permissions) })
      },
      `person:${personId}`,
    )
    return { unread }
  },
})
