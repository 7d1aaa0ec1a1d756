import { keptSignInProviderShape, setSignInProviderBody } from '../../contract/sign-in-provider.ts'
import { endpoint } from '../endpoint.ts'
import { showProvider } from '../show-provider.ts'

export const signInProviderSet = endpoint({
  name: 'sign-in-provider-set',
  method: 'PUT',
  path: '/api/sign-in-provider',
  who: 'sign_in.manage',
  changes: { action: 'sign_in_provider.set' },
  tag: 'sign-in',
  summary:
    'Sets the OpenID provider by which the firm’s people sign in, once it has answered. Another issuer or client ends the sessions of the one before.',
  body: setSignInProviderBody,
  answer: keptSignInProviderShape,
  handle: async ({ services: { access }, principal, body }) => {
    await access.providers.set(principal, body)
    return showProvider(access.providers, principal.tenantId)
  },
})
