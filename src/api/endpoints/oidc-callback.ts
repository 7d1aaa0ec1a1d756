import { oidcCallbackQuery } from '../../contract/sign-in-provider.ts'
import { endpoint } from '../endpoint.ts'
import { visitorOf } from '../visitor.ts'

export const oidcCallback = endpoint({
  name: 'oidc-callback',
  method: 'GET',
  path: '/api/oidc/callback',
  who: 'nobody',
  tag: 'sign-in',
  summary:
    'Where a firm’s OpenID provider sends the browser back to: signs in to that firm, and leads on to the inbox. A refusal leads a browser to the sign-in page, with its code.',
  checksSecret: true,
  query: oidcCallbackQuery,
  refusalPage: '/sign-in',
  status: 303,
  handle: async ({ services: { access, settings }, query, request, reply }) => {
    const back = { ...query, cookie: request.headers.cookie }
    const cookies = await access.providers.finish(back, visitorOf(request, settings.baseUrl))
    reply.header('set-cookie', cookies).header('location', '/')
  },
})
