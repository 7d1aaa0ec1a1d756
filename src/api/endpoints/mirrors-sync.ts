import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { mirrorShape } from '../../contract/mirrors.ts'
import { readMirror } from '../../mirror/mirror.ts'
import { endpoint } from '../endpoint.ts'
import { showMirror } from '../show-mirror.ts'

export const mirrorsSync = endpoint({
  name: 'mirrors-sync',
  method: 'POST',
  path: '/api/mirrors/:id/sync',
  who: 'sources.write',
  changes: { action: 'mirror.asked', subject: 'mirror' },
  tag: 'mirrors',
  summary: 'Brings a mirror into step now, and answers how it is then.',
  timeoutMs: 10 * 60_000,
  params: z.object({ id: idShape }),
  answer: mirrorShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, write }) => {
    await write((tx) => readMirror(tx, id))
    await services.subscribers.catchUp(tenantId)
    await services.mirrors.sync(tenantId, id)
    return showMirror(services, tenantId, id)
  },
})
