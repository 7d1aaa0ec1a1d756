import type { z } from 'zod'
import {
  type approveSuggestionBody,
  type rejectSuggestionBody,
  suggestionApproved,
  suggestionOfConversation,
  suggestionShape,
} from '../../src/contract/suggestions.ts'
import { ask } from './client.ts'

/** What the screens ask of suggested answers. */

export const getSuggestion = (conversationId: string, signal: AbortSignal) =>
  ask(suggestionOfConversation, 'GET', `conversations/${conversationId}/suggestion`, { signal })
export const suggestAnswer = (conversationId: string) =>
  ask(suggestionShape, 'POST', `conversations/${conversationId}/suggestion`)
export const approveSuggestion = (id: string, body: z.input<typeof approveSuggestionBody>) =>
  ask(suggestionApproved, 'POST', `suggestions/${id}/approve`, { body })
export const undoRejection = (id: string) => ask(suggestionShape, 'POST', `suggestions/${id}/undo`)
export const rejectSuggestion = (id: string, body: z.input<typeof rejectSuggestionBody>) =>
  ask(suggestionShape, 'POST', `suggestions/${id}/reject`, { body })
