import { queryOptions } from '@tanstack/react-query'
import { todayShape } from '../../src/contract/today.ts'
import { ask } from './client.ts'
import { askBetweenMoves } from './moves.ts'

/** The day as the office begins it. */
export const todayQuery = queryOptions({
  queryKey: ['conversations', 'today'],
  queryFn: ({ signal }) => askBetweenMoves(() => ask(todayShape, 'GET', 'today', { signal })),
})
