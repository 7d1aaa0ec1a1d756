import { listCheckpoints } from '../../auditor/auditor.ts'
import { checkpointList } from '../../contract/auditor.ts'
import { endpoint } from '../endpoint.ts'

export const checkpointsList = endpoint({
  name: 'checkpoints-list',
  method: 'GET',
  path: '/api/checkpoints',
  who: 'checks.read',
  tag: 'checks',
  summary: 'Checkpoints: named states of the firm, in counts and hashes.',
  answer: checkpointList,
  handle: async ({ services: { store }, principal }) => ({
    items: await store.read(principal.tenantId, listCheckpoints),
  }),
})
