import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { runShape } from '../../contract/runs.ts'
import { getRun, resumeRun } from '../../intake/intake.ts'
import { endpoint } from '../endpoint.ts'

export const syncResume = endpoint({
  name: 'sync-resume',
  method: 'POST',
  path: '/api/sync/:id/resume',
  who: 'imports.write',
  changes: { action: 'import.resumed', subject: 'run' },
  tag: 'sync',
  summary: 'Goes on with an import that was cancelled, broke off or failed, where it stopped.',
  params: z.object({ id: idShape }),
  answer: runShape,
  handle: async ({ services: { runner }, params, write }) => {
    const run = await write(async (tx) => {
      await resumeRun(tx, params.id)
      return getRun(tx, params.id)
    })
    runner?.wake()
    return run
  },
})
