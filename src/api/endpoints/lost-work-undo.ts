import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { undoDismissal } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'

export const lostWorkUndo = endpoint({
  name: 'lost-work-undo',
  method: 'POST',
  path: '/api/lost-work/dismissals/:id/undo',
  who: 'lost_work.write',
  changes: { action: 'lost_work.dismissal_undone' },
  tag: 'insights',
  summary: 'Takes back that something was put aside; it is in the list of lost work again.',
  params: z.object({ id: idShape }),
  handle: ({ services: { clock }, principal, params: { id }, write }) =>
    write(async (tx, tell) => {
      await undoDismissal(tx, { clock, id, by: principal.label })
      tell({ details: { dismissal: id } })
    }),
})
