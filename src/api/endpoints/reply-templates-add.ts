import { replyTemplateBody, replyTemplateShape } from '../../contract/reply-templates.ts'
import { addTemplate, readTemplate } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const replyTemplatesAdd = endpoint({
  name: 'reply-templates-add',
  method: 'POST',
  path: '/api/reply-templates',
  who: 'replies.send',
  changes: { action: 'reply_template.added' },
  tag: 'replies',
  summary: 'Adds a template for replies.',
  body: replyTemplateBody,
  answer: replyTemplateShape,
  status: 201,
  handle: ({ services: { clock }, body, write }) =>
    write(async (tx, tell) => {
      const id = await addTemplate(tx, { clock, template: body })
      tell({
        subject: { kind: 'reply_template', id },
        details: { title: body.title },
        change: { after: body },
      })
      return readTemplate(tx, id)
    }),
})
