import { countOpenConflicts } from '../../conflicts/conflicts.ts'
import { conflictCountsShape } from '../../contract/conflicts.ts'
import { endpoint } from '../endpoint.ts'

export const conflictsCounts = endpoint({
  name: 'conflicts-counts',
  method: 'GET',
  path: '/api/conflicts/counts',
  who: 'conflicts.read',
  tag: 'conflicts',
  summary: 'How many conflicts wait for a person.',
  answer: conflictCountsShape,
  handle: async ({ services: { store }, principal }) => ({
    open: await store.read(principal.tenantId, countOpenConflicts),
  }),
})
