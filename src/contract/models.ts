import { z } from 'zod'
import { idShape, instantShape } from './common.ts'

/** Shapes of what language models cost a firm. Days and months are those of UTC, as budgets count them. */

const count = z.number().int().min(0)
const usd = z.number().min(0).describe('US dollars')
const day = z.iso.date()

export const modelOutcomes = [
  'ok',
  'bad_shape',
  'refused',
  'timeout',
  'rate_limited',
  'error',
  'stopped',
] as const

/** What requests to models came to. */
export const modelFiguresShape = z.object({
  calls: count.describe('Requests; a question that was put a second time is two'),
  outcomes: z
    .record(z.string(), count)
    .describe(`How they went, where there were any: ${modelOutcomes.join(', ')}`),
  inputTokens: count.describe('Tokens read, where the provider told'),
  outputTokens: count.describe('Tokens written, where the provider told'),
  costUsd: usd.describe('US dollars, of the requests whose cost is known'),
  unpricedCalls: count.describe('Requests whose cost is not known, because the price or the tokens are not'),
  unpricedUsdMax: usd.describe('The most that these can have cost; it counts against budgets'),
  latencyMs: z
    .object({ p50: z.number().nullable(), p95: z.number().nullable(), max: z.number().nullable() })
    .describe('Estimated from counts within bounds; null where nothing was asked'),
})
export type ModelFigures = z.infer<typeof modelFiguresShape>

const modelName = { provider: z.string(), model: z.string() }

/** What models may cost within a day or a month, and how far that is used. */
export const modelBudgetShape = z.object({
  from: day.describe('First day of it'),
  until: instantShape.describe('When the next one begins'),
  limitUsd: usd
    .nullable()
    .describe('The lesser of what the installation allows and the firm chose; null: none'),
  installationUsd: usd.nullable().describe('What the installation allows'),
  ownUsd: usd.nullable().describe('What the firm chose'),
  spentUsd: usd.describe('What is counted against it: costs, and the most that those not known can be'),
  isUsedUp: z.boolean().describe('No model is asked until it is over or raised; the rest goes on'),
  stoppedAt: instantShape.nullable().describe('When a question was first not put because of it'),
})
export type ModelBudget = z.infer<typeof modelBudgetShape>

export const modelBudgetsShape = z.object({
  model: z.string().nullable().describe('Provider and model that are asked; null where none is'),
  day: modelBudgetShape,
  month: modelBudgetShape,
  setBy: z.string().nullable().describe('Who chose the firm’s own budgets; null while nobody has'),
  setAt: instantShape.nullable(),
})
export type ModelBudgets = z.infer<typeof modelBudgetsShape>

const BUDGET_USD_MAX = 3_000_000
const ownBudget = z
  .number()
  .min(0)
  .max(BUDGET_USD_MAX)
  .nullable()
  .describe('US dollars, no more than the installation allows; 0: none is asked; null: what it allows')
export const modelBudgetsBody = z.object({ dayUsd: ownBudget, monthUsd: ownBudget })
export type OwnModelBudgets = z.infer<typeof modelBudgetsBody>

export const modelCostsQuery = z.object({
  from: day.optional().describe('First day; that of this month unless said otherwise'),
  to: day.optional().describe('Last day; today unless said otherwise'),
})
export const modelCostsShape = z.object({
  from: day,
  to: day,
  total: modelFiguresShape,
  days: z
    .array(
      modelFiguresShape.extend({
        day,
        models: z.array(z.object({ ...modelName, calls: count, costUsd: usd })),
      }),
    )
    .describe('Oldest first; days without requests are left out'),
  purposes: z.array(modelFiguresShape.extend({ purpose: z.string() })).describe('Dearest first'),
  models: z.array(modelFiguresShape.extend(modelName)).describe('Dearest first'),
  tickets: z
    .object({
      opened: count,
      calls: count,
      costUsd: usd,
      unpricedCalls: count,
      usdPerTicket: usd.nullable().describe('costUsd divided by opened; null where none was opened'),
    })
    .describe(
      'Tickets opened in these days and not merged into another, and all requests about messages of their conversations, whenever these were made. Requests about no message, or about one that was erased, belong to none.',
    ),
})
export type ModelCosts = z.infer<typeof modelCostsShape>

export const conversationModelCostsShape = z.object({
  conversationId: idShape,
  total: modelFiguresShape,
  purposes: z.array(modelFiguresShape.extend({ purpose: z.string() })).describe('Dearest first'),
  models: z.array(modelFiguresShape.extend(modelName)).describe('Dearest first'),
})
export type ConversationModelCosts = z.infer<typeof conversationModelCostsShape>

const priceShape = z.object({
  inputUsd: usd.describe('US dollars for a million tokens read'),
  outputUsd: usd.describe('US dollars for a million tokens written'),
})
export const modelPricesShape = z.object({
  takenOn: day.describe('When the list was taken'),
  takenFrom: z.array(z.string()),
  prices: z.array(priceShape.extend({ model: z.string() })),
  inUse: z
    .object({
      ...modelName,
      price: priceShape.nullable().describe('null where it is not known'),
      origin: z
        .enum(['setting', 'list', 'this_machine', 'unknown'])
        .describe('setting: MODEL_PRICE_INPUT_USD and MODEL_PRICE_OUTPUT_USD, which go before the list'),
    })
    .nullable()
    .describe('Of the model that is asked; null where none is'),
})
export type ModelPrices = z.infer<typeof modelPricesShape>
