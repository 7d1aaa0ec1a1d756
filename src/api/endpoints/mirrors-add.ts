import { mirrorBody, mirrorShape } from '../../contract/mirrors.ts'
import { addMirror } from '../../mirror/mirror.ts'
import { endpoint } from '../endpoint.ts'
import { showMirror } from '../show-mirror.ts'

export const mirrorsAdd = endpoint({
  name: 'mirrors-add',
  method: 'POST',
  path: '/api/mirrors',
  who: 'sources.manage',
  changes: { action: 'mirror.added' },
  tag: 'mirrors',
  summary:
    'Adds a database that holds tickets and customers too, and begins to keep both in step; what opens it is sealed.',
  checksSecret: true,
  timeoutMs: 60_000,
  body: mirrorBody,
  answer: mirrorShape,
  status: 201,
  handle: async ({ services, principal: { tenantId, label: by }, body, write }) => {
    const { secrets, clock, mirrors } = services
    const { notes } = await mirrors.check(tenantId, body)
    const id = await write(async (tx, tell) => {
      const added = await addMirror(tx, { tenantId, secrets, clock, by, notes, ...body })
      tell({ subject: { kind: 'mirror', id: added }, details: { tables: Object.keys(body.mapping), notes } })
      return added
    })
    mirrors.wake(tenantId)
    return showMirror(services, tenantId, id)
  },
})
