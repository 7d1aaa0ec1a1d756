import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { sourceShape } from '../../contract/sources.ts'
import { pauseSource, showSource } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesPause = endpoint({
  name: 'sources-pause',
  method: 'POST',
  path: '/api/sources/:id/pause',
  who: 'sources.write',
  changes: { action: 'source.paused', subject: 'source' },
  tag: 'sources',
  summary:
    'Makes a source wait: it is asked for nothing until it is resumed, and what is brought in just now stops.',
  params: z.object({ id: idShape }),
  answer: sourceShape,
  handle: async ({
    services: { store, clock, clockwork, runner },
    principal: { tenantId },
    params: { id },
    write,
  }) => {
    await write((tx) => pauseSource(tx, { clock, sourceId: id }))
    runner?.wake(tenantId)
    clockwork?.wake(tenantId)
    return store.read(tenantId, (db) => showSource(db, id))
  },
})
