import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { dismissedShape, dismissLostWorkBody } from '../../contract/insights.ts'
import { dismissLostWork } from '../../insights/insights.ts'
import { endpoint } from '../endpoint.ts'

export const lostWorkDismiss = endpoint({
  name: 'lost-work-dismiss',
  method: 'POST',
  path: '/api/lost-work/:id/dismiss',
  who: 'lost_work.write',
  changes: { action: 'lost_work.dismissed' },
  tag: 'insights',
  summary:
    'Puts something in the list of lost work aside: `id` is its message. It stays aside until that is taken back.',
  params: z.object({ id: idShape }),
  body: dismissLostWorkBody,
  answer: dismissedShape,
  handle: ({
    services: { clock },
    principal,
    params: { id: messageId },
    body: { kind, reason, note },
    write,
  }) =>
    write(async (tx, tell) => {
      const { id, conversationId } = await dismissLostWork(tx, {
        ...{ clock, messageId, kind, reason, note },
        by: principal.label,
      })
      tell({
        subject: { kind: 'conversation', id: conversationId },
        details: { dismissal: id, kind, why: reason },
        ...(note === undefined ? {} : { reason: note }),
      })
      return { id }
    }),
})
