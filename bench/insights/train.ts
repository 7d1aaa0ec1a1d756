/**
 * Learns how much each sign says of a conversation's being resolved, from the labelled conversations that are not held out,
 * and writes src/insights/resolution-weights.ts. `node bench/insights/train.ts`, two seconds; the same input gives the same file.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { signs, signsOf } from '../../src/insights/insights.ts'
import { labelledConversations } from './corpus.ts'
import { standingAtEnd } from './score.ts'

const ROUNDS = 4_000
const RATE = 0.3
/** Ridge, in examples: signs that are seldom seen say less. */
const RIDGE = 0.3

const examples = labelledConversations()
  .filter(({ heldOut }) => !heldOut)
  .map((one) => ({ found: signsOf(standingAtEnd(one)), resolved: one.resolved ? 1 : 0 }))
const weights = new Map(signs.map((sign) => [sign, 0]))
let bias = 0
for (let round = 0; round < ROUNDS; round++) {
  const slope = new Map(signs.map((sign) => [sign, RIDGE * (weights.get(sign) ?? 0)]))
  let biasSlope = 0
  for (const { found, resolved } of examples) {
    const sum = [...found.keys()].reduce((total, sign) => total + (weights.get(sign) ?? 0), bias)
    const error = 1 / (1 + Math.exp(-sum)) - resolved
    biasSlope += error
    for (const sign of found.keys()) slope.set(sign, (slope.get(sign) ?? 0) + error)
  }
  bias -= (RATE * biasSlope) / examples.length
  for (const sign of signs)
    weights.set(sign, (weights.get(sign) ?? 0) - (RATE * (slope.get(sign) ?? 0)) / examples.length)
}
const rounded = (value: number) => Math.round(value * 100) / 100
writeFileSync(
  join(import.meta.dirname, '../../src/insights/resolution-weights.ts'),
  `/** Log-odds; made by bench/insights/train.ts of ${examples.length} labelled conversations. */
export const resolutionBias: number = ${rounded(bias)}
export const resolutionWeights = {
${signs.map((sign) => `  ${sign}: ${rounded(weights.get(sign) ?? 0)},`).join('\n')}
} as const
`,
)
