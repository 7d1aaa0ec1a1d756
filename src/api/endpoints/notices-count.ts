import { signedIn } from '../../access/access.ts'
import { noticeCountShape, noticeKindsFor } from '../../contract/notices.ts'
import { countUnread } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'

export const noticesCount = endpoint({
  name: 'notices-count',
  method: 'GET',
  path: '/api/notices/count',
  who: 'member',
  tag: 'notices',
  summary: 'How many notices one has not read.',
  answer: noticeCountShape,
  handle: async ({ services: { store }, principal }) => {
    const { personId } = signedIn(principal)
    const { tenantId, permissions } = principal
    const kinds = noticeKindsFor(permissions)
    return { unread: await store.read(tenantId, (db) => countUnread(db, { personId, kinds })) }
  },
})
