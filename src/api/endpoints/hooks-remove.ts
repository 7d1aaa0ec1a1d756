import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { removeHook } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hooksRemove = endpoint({
  name: 'hooks-remove',
  method: 'DELETE',
  path: '/api/hooks/:id',
  who: 'keys.manage',
  changes: { action: 'hook.removed', subject: 'hook' },
  tag: 'webhooks',
  summary: 'Calls another system no more, and forgets its deliveries and its secret.',
  params: z.object({ id: idShape }),
  handle: ({ params, write }) => write((tx) => removeHook(tx, params)),
})
