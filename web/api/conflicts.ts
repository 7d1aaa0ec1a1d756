import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  conflictCountsShape,
  conflictPage,
  type conflictRulesBody,
  conflictRulesShape,
  type settleConflictBody,
} from '../../src/contract/conflicts.ts'
import {
  type mirrorBody,
  type mirrorChangeBody,
  type mirrorCheckBody,
  mirrorCheckShape,
  type mirrorLayoutBody,
  mirrorLayoutShape,
  mirrorListShape,
  mirrorShape,
  mirrorWordsShape,
} from '../../src/contract/mirrors.ts'
import { ask } from './client.ts'

/** The addresses of the API about conflicts and mirrors, and how what they answer is kept. */

/** While nobody tells of changes. */
export const LOOK_EVERY_MS = 15_000
const REACHES_MS = 70_000

export const conflictsQuery = (state: 'open' | 'settled') =>
  infiniteQueryOptions({
    queryKey: ['conflicts', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      ask(conflictPage, 'GET', 'conflicts', { query: { state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
export const conflictCountsQuery = queryOptions({
  queryKey: ['conflicts', 'counts'],
  queryFn: ({ signal }) => ask(conflictCountsShape, 'GET', 'conflicts/counts', { signal }),
})
export const conflictRulesQuery = queryOptions({
  queryKey: ['conflicts', 'rules'],
  queryFn: ({ signal }) => ask(conflictRulesShape, 'GET', 'conflicts/rules', { signal }),
})

export const settleConflict = (id: string, body: z.input<typeof settleConflictBody>) =>
  ask(z.unknown(), 'POST', `conflicts/${id}/settle`, { body })
export const reopenConflict = (id: string) => ask(z.unknown(), 'POST', `conflicts/${id}/undo`)
export const setConflictRules = (body: z.input<typeof conflictRulesBody>) =>
  ask(conflictRulesShape, 'PUT', 'conflicts/rules', { body })

export const mirrorsQuery = queryOptions({
  queryKey: ['mirrors'],
  queryFn: ({ signal }) => ask(mirrorListShape, 'GET', 'mirrors', { signal }),
})
export const readMirrorLayout = (body: z.input<typeof mirrorLayoutBody>) =>
  ask(mirrorLayoutShape, 'POST', 'mirrors/layout', { body, timeoutMs: REACHES_MS })
/** The words of a column, kept as long as they are looked at; by its place, since what opens the database is kept nowhere. */
export const mirrorWordsQuery = (
  databaseUrl: string,
  place: { schema: string; table: string; column: string },
) =>
  queryOptions({
    queryKey: ['mirror-words', place],
    queryFn: ({ signal }) =>
      ask(mirrorWordsShape, 'POST', 'mirrors/words', {
        body: { databaseUrl, ...place },
        signal,
        timeoutMs: REACHES_MS,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
export const checkMirror = (body: z.input<typeof mirrorCheckBody>) =>
  ask(mirrorCheckShape, 'POST', 'mirrors/check', { body, timeoutMs: REACHES_MS })
export const addMirror = (body: z.input<typeof mirrorBody>) =>
  ask(mirrorShape, 'POST', 'mirrors', { body, timeoutMs: REACHES_MS })
export const changeMirror = (id: string, body: z.input<typeof mirrorChangeBody>) =>
  ask(mirrorShape, 'PATCH', `mirrors/${id}`, { body, timeoutMs: REACHES_MS })
export const syncMirror = (id: string) =>
  ask(mirrorShape, 'POST', `mirrors/${id}/sync`, { body: {}, timeoutMs: 10 * 60_000 })
export const removeMirror = (id: string, anyway: boolean) =>
  ask(z.unknown(), 'DELETE', `mirrors/${id}`, { query: { anyway: String(anyway) } })
