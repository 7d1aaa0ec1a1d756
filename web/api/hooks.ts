import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type DeliveryState,
  deliveryDetailShape,
  deliveryPage,
  hookAttemptShape,
  type hookBody,
  type hookChangeBody,
  hookListShape,
  hookSecretShape,
  hookShape,
  madeHookShape,
  replayedShape,
} from '../../src/contract/hooks.ts'
import { ask } from './client.ts'

/** The addresses of the API about other systems that are called, and how what they answer is kept. */

/** Of single calls nobody tells. */
export const LOOK_EVERY_MS = 5_000
const REACHES_MS = 40_000

export const hooksQuery = queryOptions({
  queryKey: ['hooks', 'list'],
  queryFn: ({ signal }) => ask(hookListShape, 'GET', 'hooks', { signal }),
})
export const deliveriesQuery = (id: string, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['hooks', 'deliveries', id, state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      ask(deliveryPage, 'GET', `hooks/${id}/deliveries`, {
        query: { state, limit: 30, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['hooks', 'delivery', id],
    queryFn: ({ signal }) => ask(deliveryDetailShape, 'GET', `hook-deliveries/${id}`, { signal }),
  })

export const addHook = (body: z.input<typeof hookBody>) =>
  ask(madeHookShape, 'POST', 'hooks', { body, timeoutMs: REACHES_MS })
export const changeHook = (id: string, body: z.input<typeof hookChangeBody>) =>
  ask(hookShape, 'PATCH', `hooks/${id}`, { body, timeoutMs: REACHES_MS })
export const makeHookSecret = (id: string, endPrevious: boolean) =>
  ask(hookSecretShape, 'PUT', `hooks/${id}/secret`, { body: { endPrevious } })
export const testHook = (id: string) =>
  ask(hookAttemptShape, 'POST', `hooks/${id}/test`, { timeoutMs: REACHES_MS })
export const replayHook = (id: string, from: string | undefined) =>
  ask(replayedShape, 'POST', `hooks/${id}/replay`, { body: from === undefined ? {} : { from } })
export const replayDelivery = (id: string) => ask(z.unknown(), 'POST', `hook-deliveries/${id}/replay`)
export const removeHook = (id: string) => ask(z.unknown(), 'DELETE', `hooks/${id}`)
