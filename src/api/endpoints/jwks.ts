import { jwksShape } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'

export const jwks = endpoint({
  name: 'jwks',
  method: 'GET',
  path: '/api/jwks',
  who: 'nobody',
  tag: 'keys',
  summary:
    'The public keys by which any service can check tokens that are made here: a JWK set (RFC 7517), with the keys before the present one as long as their tokens hold.',
  answer: jwksShape,
  handle: async ({ services }) => ({ keys: await services.access.publicKeys() }),
})
