import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { replyTemplateBody, replyTemplateShape } from '../../contract/reply-templates.ts'
import { changeTemplate, readTemplate } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const replyTemplatesChange = endpoint({
  name: 'reply-templates-change',
  method: 'PUT',
  path: '/api/reply-templates/:id',
  who: 'replies.send',
  changes: { action: 'reply_template.changed', subject: 'reply_template' },
  tag: 'replies',
  summary: 'Writes a template for replies anew.',
  params: z.object({ id: idShape }),
  body: replyTemplateBody,
  answer: replyTemplateShape,
  handle: ({ services: { clock }, params: { id }, body, write }) =>
    write(async (tx, tell) => {
      const { title, text, language, service } = await readTemplate(tx, id)
      tell({
        details: { title: body.title },
        change: { before: { title, text, language, service }, after: body },
      })
      await changeTemplate(tx, { clock, id, template: body })
      return readTemplate(tx, id)
    }),
})
