import { madeApiKeyShape, makeApiKeyBody } from '../../contract/access.ts'
import { notPermitted } from '../credentials.ts'
import { endpoint } from '../endpoint.ts'
import { showKey } from '../show-key.ts'

export const keysMake = endpoint({
  name: 'keys-make',
  method: 'POST',
  path: '/api/keys',
  who: 'keys.manage',
  changes: { action: 'key.made' },
  tag: 'keys',
  summary: 'Makes an API key of the firm; its secret is shown this once. It may do no more than its maker.',
  body: makeApiKeyBody,
  answer: madeApiKeyShape,
  status: 201,
  handle: async ({ services, principal, body }) => {
    const beyond = body.scopes.find((scope) => !principal.permissions.has(scope))
    if (beyond !== undefined) throw notPermitted(principal, beyond)
    const made = await services.access.makeKey(principal, body)
    return { ...showKey(made), key: made.key }
  },
})
