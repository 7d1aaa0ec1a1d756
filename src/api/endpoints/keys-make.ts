import { Refusal } from '../../base/refusal.ts'
import { madeApiKeyShape, makeApiKeyBody } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'
import { showKey } from '../show-key.ts'

export const keysMake = endpoint({
  name: 'keys-make',
  method: 'POST',
  path: '/api/keys',
  who: 'member',
  tag: 'keys',
  summary: 'Makes an API key of the firm; its secret is shown this once. A key cannot make keys.',
  body: makeApiKeyBody,
  answer: madeApiKeyShape,
  status: 201,
  handle: async ({ services, principal, body }) => {
    if (principal.kind === 'key') {
      throw new Refusal('only_people', 'A key cannot make keys.', 'Sign in and make it there.', {
        status: 403,
      })
    }
    const made = await services.access.makeKey(principal.tenantId, body)
    return { ...showKey(made), key: made.key }
  },
})
