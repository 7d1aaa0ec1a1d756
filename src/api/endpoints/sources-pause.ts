import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { sourceShape } from '../../contract/sources.ts'
import { setSourceState, showSource } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesPause = endpoint({
  name: 'sources-pause',
  method: 'POST',
  path: '/api/sources/:id/pause',
  who: 'sources.write',
  changes: { action: 'source.paused', subject: 'source' },
  tag: 'sources',
  summary: 'Makes a source wait: it is asked for nothing until it is resumed.',
  params: z.object({ id: idShape }),
  answer: sourceShape,
  handle: async ({ services: { store, clockwork }, principal: { tenantId }, params: { id }, write }) => {
    await write((tx) => setSourceState(tx, { sourceId: id, state: 'paused' }))
    clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
