import { z } from 'zod'
import { cancelCheck, readRun } from '../../auditor/auditor.ts'
import { checkRunShape } from '../../contract/auditor.ts'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

export const checksCancel = endpoint({
  name: 'checks-cancel',
  method: 'POST',
  path: '/api/checks/runs/:id/cancel',
  who: 'checks.write',
  changes: { action: 'check.cancelled', subject: 'check_run' },
  tag: 'checks',
  summary: 'Asks a check to stop; what it has found so far is kept.',
  params: z.object({ id: idShape }),
  answer: checkRunShape,
  handle: ({ params, write }) =>
    write(async (tx) => {
      await cancelCheck(tx, params.id)
      return readRun(tx, params.id)
    }),
})
