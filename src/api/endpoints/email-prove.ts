import { emailProofBody } from '../../contract/people.ts'
import { endpoint } from '../endpoint.ts'

export const emailProve = endpoint({
  name: 'email-prove',
  method: 'POST',
  path: '/api/email-proof',
  who: 'nobody',
  changes: { action: 'email.proved' },
  tag: 'sign-in',
  summary: 'Proves an address by the token of the link that went there.',
  checksSecret: true,
  body: emailProofBody,
  handle: ({ services: { access }, body }) => access.proveEmail(body.token),
})
