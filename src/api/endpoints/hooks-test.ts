import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { hookAttemptShape } from '../../contract/hooks.ts'
import { readHook } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hooksTest = endpoint({
  name: 'hooks-test',
  method: 'POST',
  path: '/api/hooks/:id/test',
  who: 'keys.manage',
  changes: { action: 'hook.tested', subject: 'hook' },
  tag: 'webhooks',
  summary:
    'Calls another system now with an event of the type hook.test, once, and answers what came of it; it is not listed among the deliveries.',
  timeoutMs: 60_000,
  params: z.object({ id: idShape }),
  answer: hookAttemptShape,
  handle: async ({ services: { hooks }, principal, params: { id }, write }) => {
    await write((tx) => readHook(tx, id))
    return hooks.test(principal.tenantId, id)
  },
})
