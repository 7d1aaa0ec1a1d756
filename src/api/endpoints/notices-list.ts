import { signedIn } from '../../access/access.ts'
import { noticeKindsFor, noticePage, noticeQuery } from '../../contract/notices.ts'
import { listNotices } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'
import { showNotices } from '../show-notices.ts'

export const noticesList = endpoint({
  name: 'notices-list',
  method: 'GET',
  path: '/api/notices',
  who: 'member',
  showsPeople: true,
  tag: 'notices',
  summary: 'What one is told, newest first: each cause once.',
  query: noticeQuery,
  answer: noticePage,
  handle: async ({ services, principal, query }) => {
    const { personId } = signedIn(principal)
    const { tenantId, permissions } = principal
    const kinds = noticeKindsFor(permissions)
    const page = await services.store.read(tenantId, (db) => listNotices(db, { ...query, personId, kinds }))
    return { ...page, items: await showNotices(services, principal, page.items) }
  },
})
