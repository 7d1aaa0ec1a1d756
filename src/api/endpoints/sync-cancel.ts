import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { runShape } from '../../contract/runs.ts'
import { cancelRun, getRun } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncCancel = endpoint({
  name: 'sync-cancel',
  method: 'POST',
  path: '/api/sync/:id/cancel',
  who: 'imports.write',
  changes: { action: 'import.cancelled', subject: 'run' },
  tag: 'sync',
  summary: 'Asks an import to stop; what is in stays in, and it can be resumed.',
  params: z.object({ id: idShape }),
  answer: runShape,
  handle: async ({ services: { clock, runner }, params, write }) => {
    const run = await write(async (tx) => {
      await cancelRun(tx, { clock, runId: params.id })
      return getRun(tx, params.id)
    })
    runner?.wake()
    return run
  },
})
