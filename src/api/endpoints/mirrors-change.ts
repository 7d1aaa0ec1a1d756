import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { mirrorChangeBody, mirrorShape } from '../../contract/mirrors.ts'
import { changeMirror, readMirror } from '../../mirror/mirror.ts'
import { endpoint } from '../endpoint.ts'
import { showMirror } from '../show-mirror.ts'

export const mirrorsChange = endpoint({
  name: 'mirrors-change',
  method: 'PATCH',
  path: '/api/mirrors/:id',
  who: 'sources.manage',
  changes: { action: 'mirror.changed', subject: 'mirror' },
  tag: 'mirrors',
  summary: 'Changes what a mirror is called, how it is reached, its mapping, or whether it rests.',
  timeoutMs: 60_000,
  params: z.object({ id: idShape }),
  body: mirrorChangeBody,
  answer: mirrorShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, body, write }) => {
    const { secrets, clock, store, mirrors } = services
    const now = await store.read(tenantId, (db) => readMirror(db, id))
    if (body.databaseUrl !== undefined)
      await mirrors.check(tenantId, {
        databaseUrl: body.databaseUrl,
        mapping: body.mapping ?? now.mapping,
      })
    else if (body.mapping !== undefined) await mirrors.checkKept(tenantId, id, body.mapping)
    await write(async (tx, tell) => {
      await changeMirror(tx, { tenantId, secrets, clock, id, ...body })
      tell({
        details: { changed: Object.keys(body), ...(body.state === undefined ? {} : { state: body.state }) },
      })
    })
    mirrors.wake(tenantId)
    return showMirror(services, tenantId, id)
  },
})
