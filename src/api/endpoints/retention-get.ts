import { retentionShape } from '../../contract/retention.ts'
import { readRetention } from '../../privacy/privacy.ts'
import { endpoint } from '../endpoint.ts'

export const retentionGet = endpoint({
  name: 'retention-get',
  method: 'GET',
  path: '/api/retention',
  who: 'retention.read',
  tag: 'privacy',
  summary: 'How long the firm keeps what.',
  answer: retentionShape,
  handle: ({ services: { store }, principal }) => store.read(principal.tenantId, readRetention),
})
