import type { z } from 'zod'
import { replyList, replyShape, replyWayShape, type writeReplyBody } from '../../src/contract/replies.ts'
import { ask } from './client.ts'

/** What the screens ask of replies. */

export const getReplyWay = (id: string, signal: AbortSignal) =>
  ask(replyWayShape, 'GET', `conversations/${id}/reply-way`, { signal })
export const listReplies = (id: string, signal: AbortSignal) =>
  ask(replyList, 'GET', `conversations/${id}/replies`, { signal })
export const writeReply = (id: string, body: z.input<typeof writeReplyBody>) =>
  ask(replyShape, 'POST', `conversations/${id}/replies`, { body })
export const withdrawReply = (id: string) => ask(replyShape, 'POST', `replies/${id}/withdraw`, { body: {} })
export const retryReply = (id: string, seenMessageId: string) =>
  ask(replyShape, 'POST', `replies/${id}/retry`, { body: { seenMessageId } })
export const settleReply = (id: string, sent: boolean) =>
  ask(replyShape, 'POST', `replies/${id}/settle`, { body: { sent } })
