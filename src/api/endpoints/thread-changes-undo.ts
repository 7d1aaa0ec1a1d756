import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { threadChangeShape } from '../../contract/conversations.ts'
import { currentRule, undoThreadChange } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

export const threadChangesUndo = endpoint({
  name: 'thread-changes-undo',
  method: 'POST',
  path: '/api/thread-changes/:id/undo',
  who: 'conversations.write',
  changes: { action: 'thread_change.undone', subject: 'thread_change' },
  tag: 'conversations',
  summary: 'Takes a merge or split back: what was before is again.',
  params: z.object({ id: idShape }),
  answer: threadChangeShape,
  handle: ({ services: { clock, settings }, principal, params, write }) =>
    write(async (tx) => {
      const rule = await currentRule(tx, { clock, timeoutHours: settings.conversationTimeoutHours })
      return undoThreadChange(tx, { clock, rule, by: principal.label, changeId: params.id })
    }),
})
