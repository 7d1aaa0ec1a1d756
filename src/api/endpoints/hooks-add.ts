import { hookBody, madeHookShape } from '../../contract/hooks.ts'
import { addHook } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'
import { showHook } from '../show-hook.ts'

export const hooksAdd = endpoint({
  name: 'hooks-add',
  method: 'POST',
  path: '/api/hooks',
  who: 'keys.manage',
  changes: { action: 'hook.added' },
  tag: 'webhooks',
  summary:
    'Has another system called when something changes here, from now on; what its calls are signed with (Standard Webhooks) is shown this once.',
  body: hookBody,
  answer: madeHookShape,
  status: 201,
  handle: async ({ services, principal: { tenantId, label: by }, body: { name, kinds, ...body }, write }) => {
    const { secrets, clock, hooks } = services
    const url = await hooks.check(body.url)
    const { id, secret } = await write(async (tx, tell) => {
      const added = await addHook(tx, { tenantId, secrets, clock, by, name, url, kinds })
      tell({ subject: { kind: 'hook', id: added.id }, details: { name, host: new URL(url).host, kinds } })
      return added
    })
    return { hook: await showHook(services, tenantId, id), secret }
  },
})
