import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { hookSecretBody, hookSecretShape } from '../../contract/hooks.ts'
import { makeHookSecret } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hooksSecret = endpoint({
  name: 'hooks-secret',
  method: 'PUT',
  path: '/api/hooks/:id/secret',
  who: 'keys.manage',
  changes: { action: 'hook.secret_made', subject: 'hook' },
  tag: 'webhooks',
  summary:
    'Makes another secret to sign calls with, shown this once; for 24 hours calls are signed with the one before as well, unless it is ended at once.',
  params: z.object({ id: idShape }),
  body: hookSecretBody,
  answer: hookSecretShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, body: { endPrevious }, write }) => {
    const { secrets, clock } = services
    return write(async (tx, tell) => {
      const made = await makeHookSecret(tx, { tenantId, secrets, clock, id, endPrevious })
      const previousEndsAt = made.previousEndsAt?.toISOString() ?? null
      tell({ details: { endPrevious, previousEndsAt } })
      return { secret: made.secret, previousEndsAt }
    })
  },
})
