import { changeFirmBody, firmDetailsShape } from '../../contract/firms.ts'
import { endpoint } from '../endpoint.ts'

export const firmChange = endpoint({
  name: 'firm-change',
  method: 'PATCH',
  path: '/api/firm',
  who: 'firm.manage',
  changes: { action: 'firm.changed' },
  tag: 'firms',
  summary:
    'Changes what the firm is called, its time zone, or, while nothing came in, its country; what is not given stays, and so does its short name.',
  body: changeFirmBody,
  answer: firmDetailsShape,
  handle: ({ services: { access }, principal, body }) => access.changeFirm(principal, body),
})
