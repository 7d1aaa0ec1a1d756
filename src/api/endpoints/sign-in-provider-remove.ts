import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const signInProviderRemove = endpoint({
  name: 'sign-in-provider-remove',
  method: 'DELETE',
  path: '/api/sign-in-provider',
  who: 'sign_in.manage',
  changes: { action: 'sign_in_provider.removed' },
  tag: 'sign-in',
  summary: 'Takes the firm’s OpenID provider away, and ends the sessions it opened but one’s own.',
  handle: async ({ services: { access }, principal }) => {
    if (!(await access.providers.remove(principal))) throw notFound('provider')
  },
})
