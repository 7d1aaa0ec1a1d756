import { signedIn } from '../../access/access.ts'
import { noticeChoicesShape, noticeKindsFor } from '../../contract/notices.ts'
import { readChoices } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'

export const noticesChoices = endpoint({
  name: 'notices-choices',
  method: 'GET',
  path: '/api/notices/choices',
  who: 'member',
  tag: 'notices',
  summary: 'Of which kinds one wants to be told, among those one may be told of.',
  answer: noticeChoicesShape,
  handle: async ({ services: { store }, principal }) => {
    const { personId } = signedIn(principal)
    const { tenantId, permissions } = principal
    const kinds = noticeKindsFor(permissions)
    return { choices: await store.read(tenantId, (db) => readChoices(db, { personId, kinds })) }
  },
})
