import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const keysRevoke = endpoint({
  name: 'keys-revoke',
  method: 'DELETE',
  path: '/api/keys/:id',
  who: 'keys.manage',
  changes: { action: 'key.revoked' },
  tag: 'keys',
  summary: 'Ends an API key at once.',
  params: z.object({ id: idShape }),
  handle: async ({ services, principal, params }) => {
    if (!(await services.access.revokeKey(principal, params.id))) throw notFound('key')
  },
})
