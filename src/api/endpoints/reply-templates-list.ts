import { replyTemplateList } from '../../contract/reply-templates.ts'
import { listTemplates } from '../../replies/replies.ts'
import { endpoint } from '../endpoint.ts'

export const replyTemplatesList = endpoint({
  name: 'reply-templates-list',
  method: 'GET',
  path: '/api/reply-templates',
  who: 'replies.send',
  tag: 'replies',
  summary: 'The firm’s own templates for replies, by title.',
  answer: replyTemplateList,
  handle: async ({ services, principal }) => ({
    items: await services.store.read(principal.tenantId, listTemplates),
  }),
})
