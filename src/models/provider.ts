import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Price } from './price.ts'

export const modelProviders = ['anthropic', 'openai', 'openai-compatible'] as const
export type ModelProvider = (typeof modelProviders)[number]

/** Which model is asked, and how much of everything it may take. */
export type ModelSettings = {
  provider: ModelProvider
  /** The provider's name of it: claude-haiku-5-5, gpt-6-luna, llama3.2, … */
  model: string
  /** With the version, where it has one: http://localhost:11434/v1. undefined: the provider's own. */
  baseUrl: string | undefined
  /** undefined: none, which only servers of one's own put up with. */
  apiKey: string | undefined
  /** All that one question may take, a second try included. */
  timeoutMs: number
  /** Questions under way at once; the next one waits. */
  concurrentMax: number
  /** Per firm and UTC day. */
  budgetUsdPerDay: number
  /** Per firm and UTC month; none where absent. */
  budgetUsdPerMonth?: number | undefined
  /** Goes before the price list; undefined: by the list. */
  price: Price | undefined
}

/**
 * The model, through the AI SDK's provider for it, loaded only now: each takes about 25 MB and a tenth of a second.
 * Keys and addresses are ours alone: what the SDK would look for in the environment is always given.
 */
export async function loadModel({
  provider,
  model,
  baseUrl,
  apiKey,
}: ModelSettings): Promise<LanguageModelV4> {
  switch (provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({
        baseURL: baseUrl ?? 'https://api.anthropic.com/v1',
        apiKey: apiKey ?? '',
        fetch: stayingFetch,
      })(model)
    }
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return createOpenAI({
        baseURL: baseUrl ?? 'https://api.openai.com/v1',
        apiKey: apiKey ?? '',
        fetch: stayingFetch,
      }).chat(model)
    }
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      return createOpenAICompatible({
        name: provider,
        baseURL: baseUrl ?? '',
        ...(apiKey === undefined ? {} : { apiKey }),
        supportsStructuredOutputs: true,
        fetch: stayingFetch,
      })(model)
    }
  }
}

/**
 * The least thinking a model can be told to do before it answers: a small judgement is wanted soon. undefined leaves
 * it as it is, where being told would be an error (GPT-4, and what runs behind other servers).
 */
export function leastThinking({ provider, model }: ModelSettings): 'none' | 'minimal' | undefined {
  if (provider === 'anthropic') return 'none'
  if (provider === 'openai-compatible' || model.includes('-pro')) return undefined
  if (/^gpt-(?:5\.\d|[6-9])/.test(model)) return 'none'
  return /^gpt-5/.test(model) ? 'minimal' : undefined
}

/** Follows no redirect: a message and a key go to the address that was configured, and to no other. */
const stayingFetch: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'error' })
