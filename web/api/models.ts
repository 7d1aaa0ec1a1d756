import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { modelBudgetsShape, modelCostsShape, type OwnModelBudgets } from '../../src/contract/models.ts'
import { ask } from './client.ts'

/** The addresses of the API about what language models cost, and how what they answer is kept. */

/** Of single requests nobody tells. */
const LOOK_EVERY_MS = 15_000

export const modelBudgetsQuery = queryOptions({
  queryKey: ['models', 'budgets'],
  queryFn: ({ signal }) => ask(modelBudgetsShape, 'GET', 'models/budgets', { signal }),
  refetchInterval: LOOK_EVERY_MS,
})

/** Of the UTC days from `from` to `to`, both included. */
export const modelCostsQuery = (days: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['models', 'costs', days],
    queryFn: ({ signal }) => ask(modelCostsShape, 'GET', 'models/costs', { query: days, signal }),
    refetchInterval: LOOK_EVERY_MS,
    placeholderData: keepPreviousData,
  })

export const setModelBudgets = (body: OwnModelBudgets) =>
  ask(modelBudgetsShape, 'PUT', 'models/budgets', { body })
