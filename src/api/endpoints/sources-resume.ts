import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { sourceShape } from '../../contract/sources.ts'
import { resumeSource, showSource } from '../../intake/intake.ts'
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
  handle: async ({
    services: { store, clock, clockwork, runner },
    principal: { tenantId },
    params: { id },
    write,
  }) => {
    await write((tx) => resumeSource(tx, { clock, sourceId: id }))
    runner?.wake(tenantId)
    clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
