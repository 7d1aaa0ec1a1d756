import { firmPage } from '../../contract/firms.ts'
import { endpoint } from '../endpoint.ts'

export const firmsList = endpoint({
  name: 'firms-list',
  method: 'GET',
  path: '/api/firms',
  who: 'member',
  tag: 'firms',
  summary: 'The firms that one may look at; for a key its own.',
  answer: firmPage,
  handle: async ({ services: { access }, principal }) => {
    const firms =
      principal.personId === null ? await access.listFirms() : await access.listFirmsOf(principal.personId)
    const items = firms
      .map((firm) => ({ ...firm, current: firm.id === principal.tenantId }))
      .filter(({ current }) => current || !(principal.kind === 'key' || principal.firmOnly))
    return { items, next: null }
  },
})
