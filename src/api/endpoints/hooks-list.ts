import { hookListShape } from '../../contract/hooks.ts'
import { listHooks } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hooksList = endpoint({
  name: 'hooks-list',
  method: 'GET',
  path: '/api/hooks',
  who: 'keys.manage',
  tag: 'webhooks',
  summary: 'Other systems that are called when something changes here, and how each call went.',
  answer: hookListShape,
  handle: async ({ services, principal: { tenantId } }) => ({
    items: await listHooks(services, { tenantId }),
  }),
})
