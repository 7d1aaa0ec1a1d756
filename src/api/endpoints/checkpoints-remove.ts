import { z } from 'zod'
import { findCheckpoint, removeCheckpoint } from '../../auditor/auditor.ts'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'

export const checkpointsRemove = endpoint({
  name: 'checkpoints-remove',
  method: 'DELETE',
  path: '/api/checkpoints/:id',
  who: 'checks.write',
  changes: { action: 'checkpoint.removed', subject: 'checkpoint' },
  tag: 'checks',
  summary: 'Takes a checkpoint away.',
  params: z.object({ id: idShape }),
  handle: ({ params, write }) =>
    write(async (tx) => {
      await findCheckpoint(tx, params.id)
      await removeCheckpoint(tx, params.id)
    }),
})
