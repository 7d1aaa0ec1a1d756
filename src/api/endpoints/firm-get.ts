import { firmDetailsShape } from '../../contract/firms.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const firmGet = endpoint({
  name: 'firm-get',
  method: 'GET',
  path: '/api/firm',
  who: 'member',
  tag: 'firms',
  summary: 'What the firm is called, and by which country and clock it works.',
  answer: firmDetailsShape,
  handle: async ({ services: { access }, principal }) => {
    const firm = await access.firm(principal.tenantId)
    if (firm === null) throw notFound('firm')
    return firm
  },
})
