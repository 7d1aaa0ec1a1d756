import { oidcStartBody, oidcStartShape } from '../../contract/sign-in-provider.ts'
import { endpoint } from '../endpoint.ts'
import { visitorOf } from '../visitor.ts'

export const oidcStart = endpoint({
  name: 'oidc-start',
  method: 'POST',
  path: '/api/oidc/start',
  who: 'nobody',
  tag: 'sign-in',
  summary:
    'Where to send a browser to sign in by its firm’s OpenID provider. It has ten minutes to come back.',
  checksSecret: true,
  body: oidcStartBody,
  answer: oidcStartShape,
  handle: async ({ services: { access, settings }, body, request, reply }) => {
    const { url, cookie } = await access.providers.begin(body, visitorOf(request, settings.baseUrl))
    reply.header('set-cookie', cookie)
    return { url }
  },
})
