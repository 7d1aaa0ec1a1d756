import { signInBody } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'
import { visitorOf } from '../visitor.ts'

export const signIn = endpoint({
  name: 'sign-in',
  method: 'POST',
  path: '/api/sign-in',
  who: 'nobody',
  changes: { action: 'session.opened' },
  tag: 'sign-in',
  summary: 'Signs in by e-mail address and password.',
  checksSecret: true,
  accountOf: async ({ body }) => body.email,
  body: signInBody,
  handle: async ({ services, body, request, reply }) => {
    reply.header(
      'set-cookie',
      await services.access.signIn(body, visitorOf(request, services.settings.baseUrl)),
    )
  },
})
