import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type ReplyTemplateBody,
  replyTemplateList,
  replyTemplateShape,
} from '../../src/contract/reply-templates.ts'
import { ask } from './client.ts'

/** The addresses of the API about templates for replies, and how what they answer is kept. */

export const templatesQuery = queryOptions({
  queryKey: ['reply-templates'],
  queryFn: ({ signal }) => ask(replyTemplateList, 'GET', 'reply-templates', { signal }),
  staleTime: 30_000,
})

/** Keeps a template: a new one where there is no id. */
export const saveTemplate = ({ id, body }: { id: string | undefined; body: ReplyTemplateBody }) =>
  id === undefined
    ? ask(replyTemplateShape, 'POST', 'reply-templates', { body })
    : ask(replyTemplateShape, 'PUT', `reply-templates/${id}`, { body })

export const removeTemplate = (id: string) => ask(z.unknown(), 'DELETE', `reply-templates/${id}`)
