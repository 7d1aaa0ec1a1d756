import { keptSignInProviderShape } from '../../contract/sign-in-provider.ts'
import { endpoint } from '../endpoint.ts'
import { showProvider } from '../show-provider.ts'

export const signInProviderGet = endpoint({
  name: 'sign-in-provider-get',
  method: 'GET',
  path: '/api/sign-in-provider',
  who: 'sign_in.manage',
  tag: 'sign-in',
  summary: 'The OpenID provider by which the firm’s people sign in, without its secret.',
  answer: keptSignInProviderShape,
  handle: ({ services: { access }, principal }) => showProvider(access.providers, principal.tenantId),
})
