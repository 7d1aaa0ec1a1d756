import { claimBody } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'
import { visitorOf } from '../visitor.ts'

export const setupClaim = endpoint({
  name: 'setup-claim',
  method: 'POST',
  path: '/api/setup/claim',
  who: 'nobody',
  changes: { action: 'firm.claimed' },
  tag: 'sign-in',
  summary:
    'Makes the first owner and their firm by the one-time link that the server printed, and signs them in.',
  checksSecret: true,
  body: claimBody,
  handle: async ({ services, body, request, reply }) => {
    reply.header(
      'set-cookie',
      await services.access.claim(body, visitorOf(request, services.settings.baseUrl)),
    )
  },
})
