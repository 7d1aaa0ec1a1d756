import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { sourceShape } from '../../contract/sources.ts'
import { setSourceState, showSource } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesResume = endpoint({
  name: 'sources-resume',
  method: 'POST',
  path: '/api/sources/:id/resume',
  who: 'sources.write',
  changes: { action: 'source.resumed', subject: 'source' },
  tag: 'sources',
  summary:
    'Has a source asked again, from where one stood; also one that failed, or whose run was cancelled.',
  params: z.object({ id: idShape }),
  answer: sourceShape,
  handle: async ({ services: { store, clockwork }, principal: { tenantId }, params: { id }, write }) => {
    await write((tx) => setSourceState(tx, { sourceId: id, state: 'active' }))
    clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
