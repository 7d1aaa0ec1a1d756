import { z } from 'zod'
import { idShape, pageOf } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

const firmShape = z.object({
  id: idShape,
  name: z.string(),
  slug: z.string().describe('Short name, for the header x-plumbline-firm'),
  sample: z.boolean().describe('Made up, to look at'),
  current: z.boolean(),
})

export const firmsList = endpoint({
  name: 'firms-list',
  method: 'GET',
  path: '/api/firms',
  who: 'member',
  tag: 'firms',
  summary: 'The firms that one may look at; for a key its own.',
  answer: pageOf(firmShape),
  handle: async ({ services: { access }, principal }) => {
    const firms =
      principal.personId === null ? await access.listFirms() : await access.listFirmsOf(principal.personId)
    const items = firms
      .map((firm) => ({ ...firm, current: firm.id === principal.tenantId }))
      .filter(({ current }) => current || principal.kind !== 'key')
    return { items, next: null }
  },
})
