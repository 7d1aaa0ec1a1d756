import { apiKeyShape } from '../../contract/access.ts'
import { pageOf } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { showKey } from '../show-key.ts'

export const keysList = endpoint({
  name: 'keys-list',
  method: 'GET',
  path: '/api/keys',
  who: 'keys.manage',
  tag: 'keys',
  summary: 'The firm’s API keys, newest first, without their secrets.',
  answer: pageOf(apiKeyShape),
  handle: async ({ services, principal }) => ({
    items: (await services.access.listKeys(principal.tenantId)).map(showKey),
    next: null,
  }),
})
