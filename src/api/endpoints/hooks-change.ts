import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { hookChangeBody, hookShape } from '../../contract/hooks.ts'
import { changeHook } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'
import { showHook } from '../show-hook.ts'

export const hooksChange = endpoint({
  name: 'hooks-change',
  method: 'PATCH',
  path: '/api/hooks/:id',
  who: 'keys.manage',
  changes: { action: 'hook.changed', subject: 'hook' },
  tag: 'webhooks',
  summary: 'Changes where another system is called, what it hears of, or whether its calls rest.',
  params: z.object({ id: idShape }),
  body: hookChangeBody,
  answer: hookShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, body, write }) => {
    const url = body.url === undefined ? undefined : await services.hooks.check(body.url)
    await write(async (tx, tell) => {
      await changeHook(tx, { id, ...body, url })
      tell({
        details: {
          changed: Object.keys(body),
          ...(url === undefined ? {} : { host: new URL(url).host }),
          ...(body.state === undefined ? {} : { state: body.state }),
        },
      })
    })
    return showHook(services, tenantId, id)
  },
})
