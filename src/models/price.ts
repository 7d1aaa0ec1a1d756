import type { ModelPrices } from '../contract/models.ts'
import type { ModelSettings } from './provider.ts'

/** What a model's price is told by. */
type Priced = Pick<ModelSettings, 'provider' | 'model' | 'baseUrl' | 'price'>

/** US dollars for a million tokens. */
export type Price = { inputUsd: number; outputUsd: number }

/** When the list was taken, and where from. */
const LIST_TAKEN = {
  on: '2026-11-21',
  from: [
    'platform.claude.com/docs (models, pricing)',
    'developers.openai.com/api/docs/pricing',
    'model_prices_and_context_window.json of LiteLLM',
  ],
} as const

/**
 * Standard prices for short prompts (Haiku 5.5 costs more above 100,000 tokens, GPT-6 above 272,000: never reached here),
 * without discounts for caching or batches. Other models: MODEL_PRICE_INPUT_USD and MODEL_PRICE_OUTPUT_USD.
 */
const PRICES: Record<string, [inputUsd: number, outputUsd: number]> = {
  'claude-fable-5-1': [10, 50],
  'claude-opus-5-5': [4, 20],
  'claude-opus-5': [5, 25],
  'claude-opus-4-6': [5, 25],
  'claude-opus-4-5': [5, 25],
  'claude-opus-4-1': [15, 75],
  'claude-sonnet-5-5': [2, 10],
  'claude-sonnet-5': [2, 10],
  'claude-sonnet-4-6': [3, 15],
  'claude-sonnet-4-5': [3, 15],
  'claude-haiku-5-5': [0.1, 0.5],
  'claude-haiku-4-5': [1, 5],
  'gpt-6-sol': [2, 10],
  'gpt-6-luna': [0.1, 0.5],
  'gpt-6.1-sol': [2, 10],
  'gpt-6.1-terra': [1, 5],
  'gpt-5.6-sol': [4, 20],
  'gpt-5.6-terra': [2, 12],
  'gpt-5.6-luna': [0.2, 1.2],
  'gpt-5.4-mini': [0.75, 4.5],
  'gpt-5.4-nano': [0.2, 1.25],
  'gpt-5': [1.25, 10],
  'gpt-5-mini': [0.25, 2],
  'gpt-5-nano': [0.05, 0.4],
  'gpt-4.1': [2, 8],
  'gpt-4.1-mini': [0.4, 1.6],
  'gpt-4.1-nano': [0.1, 0.4],
  'gpt-4o': [2.5, 10],
  'gpt-4o-mini': [0.15, 0.6],
}

/** What the budget reckons with where a price is not known: more than any model of the list. */
export const dearest: Price = {
  inputUsd: Math.max(...Object.values(PRICES).map(([input]) => input)),
  outputUsd: Math.max(...Object.values(PRICES).map(([, output]) => output)),
}

/** The price of a model, dated names (`-20251001`, `-2026-03-05`) included; null when it is not known. */
export function priceOf(settings: Priced): Price | null {
  return pricing(settings).price
}

/** The same, and where it is from. */
function pricing({ provider, model, baseUrl, price }: Priced): {
  price: Price | null
  origin: NonNullable<ModelPrices['inUse']>['origin']
} {
  if (price !== undefined) return { price, origin: 'setting' }
  if (provider === 'openai-compatible')
    return baseUrl !== undefined && isThisMachine(baseUrl)
      ? { price: { inputUsd: 0, outputUsd: 0 }, origin: 'this_machine' }
      : { price: null, origin: 'unknown' }
  const listed = PRICES[model.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '')]
  if (listed === undefined) return { price: null, origin: 'unknown' }
  return { price: { inputUsd: listed[0], outputUsd: listed[1] }, origin: 'list' }
}

/** The list, and the price of the model that is asked. */
export function showPrices(settings: Priced | undefined): ModelPrices {
  return {
    takenOn: LIST_TAKEN.on,
    takenFrom: [...LIST_TAKEN.from],
    prices: Object.entries(PRICES).map(([model, [inputUsd, outputUsd]]) => ({ model, inputUsd, outputUsd })),
    inUse:
      settings === undefined
        ? null
        : { provider: settings.provider, model: settings.model, ...pricing(settings) },
  }
}

/** US dollars for so many tokens. */
export function costUsd(price: Price, tokens: { input: number; output: number }): number {
  return (price.inputUsd * tokens.input + price.outputUsd * tokens.output) / 1_000_000
}

function isThisMachine(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
