import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { runShape } from '../../contract/runs.ts'
import { askSource, getRun } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const sourcesSync = endpoint({
  name: 'sources-sync',
  method: 'POST',
  path: '/api/sources/:id/sync',
  who: 'sources.write',
  changes: { action: 'source.asked', subject: 'source' },
  tag: 'sources',
  summary: 'Asks a source for what is new, now; a run that broke off or was cancelled goes on.',
  params: z.object({ id: idShape }),
  answer: runShape,
  handle: async ({ services, principal: { tenantId }, params: { id }, write }) => {
    const { clock, runner } = services
    const run = await write(async (tx) => getRun(tx, await askSource(tx, { clock, sourceId: id })))
    runner?.wake(tenantId)
    return run
  },
})
