import {
  type Flag,
  flags,
  type Sentiment,
  type Service,
  type Style,
  sentiments,
  services,
  styles,
  type Urgency,
  urgencies,
} from '../labels.ts'
import type { Features } from './sparse.ts'

/** Probabilities of every label. Urgency, sentiment and style each sum to 1; services and flags stand alone. */
export type Guess = {
  urgency: Record<Urgency, number>
  sentiment: Record<Sentiment, number>
  style: Record<Style, number>
  services: Record<Service, number>
  flags: Record<Flag, number>
}

/** Where each head's outputs lie in a row of weights. */
export const heads = [
  { name: 'urgency', labels: urgencies, exclusive: true },
  { name: 'sentiment', labels: sentiments, exclusive: true },
  { name: 'style', labels: styles, exclusive: true },
  { name: 'services', labels: services, exclusive: false },
  { name: 'flags', labels: flags, exclusive: false },
] as const
export type Head = (typeof heads)[number]['name']
export const outputs = heads.reduce((sum, head) => sum + head.labels.length, 0)

/** Weights of a logistic regression: row `bucket`, column output; `scale[o]` turns a stored step into a weight. */
export type Weights = { steps: Int8Array | Float32Array; scale: Float32Array }

/** What the classifier thinks of a message. */
export function guess(features: Features, weights: Weights): Guess {
  const sums = new Float64Array(outputs)
  const { buckets, values } = features
  for (let i = 0; i < buckets.length; i++) {
    const row = (buckets[i] ?? 0) * outputs
    const value = values[i] ?? 0
    for (let o = 0; o < outputs; o++) sums[o] = (sums[o] ?? 0) + value * (weights.steps[row + o] ?? 0)
  }
  for (let o = 0; o < outputs; o++) sums[o] = (sums[o] ?? 0) * (weights.scale[o] ?? 0)
  const answer: Record<string, Record<string, number>> = {}
  let at = 0
  for (const head of heads) {
    const part = sums.subarray(at, at + head.labels.length)
    at += head.labels.length
    const chances = head.exclusive ? softmax(part) : Array.from(part, (x) => 1 / (1 + Math.exp(-x)))
    answer[head.name] = Object.fromEntries(head.labels.map((label, i) => [label, chances[i] ?? 0]))
  }
  return answer as Guess
}

function softmax(part: Float64Array): number[] {
  const top = Math.max(...part)
  const raised = Array.from(part, (x) => Math.exp(x - top))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((x) => x / sum)
}

/** The likeliest label of a head and its probability. */
export function likeliest<L extends string>(chances: Record<L, number>): { label: L; chance: number } {
  const [label, chance] = (Object.entries(chances) as [L, number][]).reduce((best, next) =>
    next[1] > best[1] ? next : best,
  )
  return { label, chance }
}
