import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { readTemplate, removeTemplate } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const replyTemplatesRemove = endpoint({
  name: 'reply-templates-remove',
  method: 'DELETE',
  path: '/api/reply-templates/:id',
  who: 'replies.send',
  changes: { action: 'reply_template.removed', subject: 'reply_template' },
  tag: 'replies',
  summary: 'Takes a template for replies away.',
  params: z.object({ id: idShape }),
  handle: ({ params: { id }, write }) =>
    write(async (tx, tell) => {
      const { title, text, language, service } = await readTemplate(tx, id)
      tell({ details: { title }, change: { before: { title, text, language, service } } })
      await removeTemplate(tx, { id })
    }),
})
