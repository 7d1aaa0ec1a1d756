import { setupShape } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'

export const setupState = endpoint({
  name: 'setup-state',
  method: 'GET',
  path: '/api/setup',
  who: 'nobody',
  tag: 'sign-in',
  summary: 'Whether the installation has its first owner, and sends letters.',
  answer: setupShape,
  handle: async ({ services: { access } }) => ({ claimed: await access.isClaimed(), mail: access.mails }),
})
