import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replayDeadBody, replayedShape } from '../../contract/hooks.ts'
import { replayDead } from '../../hooks/hooks.ts'
import { endpoint } from '../endpoint.ts'

export const hooksReplay = endpoint({
  name: 'hooks-replay',
  method: 'POST',
  path: '/api/hooks/:id/replay',
  who: 'keys.manage',
  changes: { action: 'hook.replayed', subject: 'hook' },
  tag: 'webhooks',
  summary: 'Has all that was given up sent again, or what happened since an instant of it; answers how many.',
  params: z.object({ id: idShape }),
  body: replayDeadBody,
  answer: replayedShape,
  handle: ({ services: { clock }, params: { id: hookId }, body, write }) =>
    write(async (tx, tell) => {
      const from = body.from === undefined ? undefined : new Date(body.from)
      const count = await replayDead(tx, { clock, hookId, from })
      tell({ details: { count, from: body.from ?? null } })
      return { count }
    }),
})
