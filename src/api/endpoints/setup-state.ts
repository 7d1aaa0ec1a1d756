import { setupShape } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'

export const setupState = endpoint({
  name: 'setup-state',
  method: 'GET',
  path: '/api/setup',
  who: 'nobody',
  tag: 'sign-in',
  summary: 'Whether the installation has its first owner.',
  answer: setupShape,
  handle: async ({ services }) => ({ claimed: await services.access.isClaimed() }),
})
