import { usePrefetchQuery } from '@tanstack/react-query'
import { repliesQuery, wayQuery } from './use-replies.ts'
import { suggestionQuery } from './use-suggestion.ts'

/** Asks for what stands below a conversation along with what was said in it, so that it comes with that and does not push it up later. */
export function useAhead(conversationId: string): void {
  usePrefetchQuery(wayQuery(conversationId))
  usePrefetchQuery(repliesQuery(conversationId))
  usePrefetchQuery(suggestionQuery(conversationId))
}
