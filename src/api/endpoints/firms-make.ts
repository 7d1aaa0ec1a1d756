import { madeFirmShape, makeFirmBody } from '../../contract/firms.ts'
import { endpoint } from '../endpoint.ts'

export const firmsMake = endpoint({
  name: 'firms-make',
  method: 'POST',
  path: '/api/firms',
  who: 'installation',
  changes: { action: 'firm.made' },
  tag: 'firms',
  summary: 'Sets up a firm without people; who claims the installation takes it over.',
  body: makeFirmBody,
  answer: madeFirmShape,
  status: 201,
  handle: ({ services, body }) => services.access.makeFirm(body),
})
