import { loginLinkBody } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'
import { visitorOf } from '../visitor.ts'

export const signInByLink = endpoint({
  name: 'sign-in-by-link',
  method: 'POST',
  path: '/api/login-link',
  who: 'nobody',
  changes: { action: 'session.opened' },
  tag: 'sign-in',
  summary: 'Signs in by the token of a one-time link.',
  checksSecret: true,
  accountOf: async ({ services: { access }, body }) => (await access.linkMailedTo(body.token)) ?? undefined,
  body: loginLinkBody,
  handle: async ({ services, body, request, reply }) => {
    reply.header(
      'set-cookie',
      await services.access.signInByLink(body, visitorOf(request, services.settings.baseUrl)),
    )
  },
})
