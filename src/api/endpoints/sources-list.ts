import { sourcePage } from '../../contract/sources.ts'
import { showSources } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesList = endpoint({
  name: 'sources-list',
  method: 'GET',
  path: '/api/sources',
  who: 'sources.read',
  tag: 'sources',
  summary: 'The accounts from which messages come, and how each is.',
  answer: sourcePage,
  handle: async ({ services: { store }, principal: { tenantId } }) => ({
    items: await store.read(tenantId, showSources),
    next: null,
  }),
})
