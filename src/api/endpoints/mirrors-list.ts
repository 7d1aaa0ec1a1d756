import { mirrorListShape } from '../../contract/mirrors.ts'
import { listMirrors } from '../../mirror/mirror.ts'
import { endpoint } from '../endpoint.ts'

export const mirrorsList = endpoint({
  name: 'mirrors-list',
  method: 'GET',
  path: '/api/mirrors',
  who: 'sources.read',
  tag: 'mirrors',
  summary: 'Databases that are kept in step with ours, how each is, and which rows could not be had.',
  answer: mirrorListShape,
  handle: async ({ services: { store }, principal }) => ({
    items: await store.read(principal.tenantId, listMirrors),
  }),
})
