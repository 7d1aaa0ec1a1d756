import { madeTokenShape, makeTokenBody } from '../../contract/access.ts'
import { notPermitted } from '../credentials.ts'
import { endpoint } from '../endpoint.ts'

export const tokensMake = endpoint({
  name: 'tokens-make',
  method: 'POST',
  path: '/api/tokens',
  who: 'member',
  changes: { action: 'token.made' },
  tag: 'keys',
  summary:
    'Makes a token that holds ten minutes, of the API key that asks: a program shows it to Plumbline or to another service instead of the key. It ends with the key, and may do no more.',
  body: makeTokenBody,
  answer: madeTokenShape,
  status: 201,
  handle: async ({ services, principal, body }) => {
    const beyond = body.scopes?.find((scope) => !principal.permissions.has(scope))
    if (beyond !== undefined) throw notPermitted(principal, beyond)
    const { expiresAt, ...made } = await services.access.issueToken(principal, body)
    return { ...made, expiresAt: expiresAt.toISOString() }
  },
})
