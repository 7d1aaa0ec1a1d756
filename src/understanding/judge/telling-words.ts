import type { Concept } from '../text/concepts.ts'
import type { Token } from '../text/tokens.ts'
import { type Head, heads, outputs, type Weights } from './classifier.ts'
import { conceptFeature, shownWord } from './features.ts'
import { bucketOfFeature, type Features } from './sparse.ts'

/** A stretch of folded text, and how much of all that words said for a label it said, 0 to 1. */
export type TellingWords = { start: number; end: number; share: number }

/** A message as the classifier saw it. */
export type Seen = {
  folded: string
  tokens: readonly Token[]
  concepts: readonly Concept[]
  features: Features
}

/** Most stretches that are told for one label. */
const STRETCHES_MAX = 3
/** What a word must say, as a part of what the loudest says. */
const LOUD_MIN = 0.4
/** Words beyond these are not looked at. */
const TOKENS_MAX = 1_000
const SENTENCE_END = /[.!?\n]/
/** Shorter words say nothing by themselves. */
const WORD_CHARS_MIN = 3

/** One feature of a word, and its value in the message; a feature that several words share counts for each. */
type Part = { token: number; bucket: number; value: number }

/**
 * Tells which words spoke loudest for a label of the classifier, or against it. It is linear, so what each word added is
 * known: its own features' values times their weights, for exclusive labels beyond what they added to the others on average.
 */
export function openTellingWords(
  seen: Seen,
  weights: Weights,
): (head: Head, label: string, side?: 'for' | 'against') => TellingWords[] {
  const tokens = seen.tokens.slice(0, TOKENS_MAX)
  let parts: Part[] | undefined
  return (name, label, side = 'for') => {
    const { from, labels, exclusive } = placeOf(name)
    const at = from + labels.indexOf(label)
    const weightOf = (bucket: number, output: number) =>
      (weights.steps[bucket * outputs + output] ?? 0) * (weights.scale[output] ?? 0)
    const leanOf = (bucket: number) => {
      const own = weightOf(bucket, at)
      if (!exclusive) return own
      let all = 0
      for (let output = from; output < from + labels.length; output++) all += weightOf(bucket, output)
      return own - (all - own) / (labels.length - 1)
    }
    const said = new Array<number>(tokens.length).fill(0)
    parts ??= partsOf({ ...seen, tokens })
    for (const { token, bucket, value } of parts) {
      const lean = value * leanOf(bucket)
      said[token] = (said[token] ?? 0) + (side === 'for' ? lean : -lean)
    }
    return loudest(tokens, said, seen.folded)
  }
}

function partsOf({ tokens, concepts, features }: Omit<Seen, 'folded'>): Part[] {
  const values = new Map<number, number>()
  features.buckets.forEach((bucket, i) => void values.set(bucket, features.values[i] ?? 0))
  const parts: Part[] = []
  const add = (token: number, feature: string, share: number) => {
    const bucket = bucketOfFeature(feature)
    parts.push({ token, bucket, value: (values.get(bucket) ?? 0) * share })
  }
  const shown = tokens.map(({ word }) => shownWord(word))
  shown.forEach((word, i) => {
    add(i, `w:${word}`, 1)
    add(i, `b:${shown[i - 1] ?? '^'} ${word}`, 0.5)
    add(i, `b:${word} ${shown[i + 1] ?? '$'}`, 0.5)
  })
  for (const concept of concepts) {
    const within = [...tokens.keys()].filter(
      (i) => (tokens[i]?.start ?? 0) >= concept.start && (tokens[i]?.end ?? 0) <= concept.end,
    )
    for (const i of within) add(i, conceptFeature(concept), 1 / within.length)
  }
  return parts
}

function placeOf(name: Head): { from: number; labels: readonly string[]; exclusive: boolean } {
  let from = 0
  for (const head of heads) {
    if (head.name === name) return { from, labels: head.labels, exclusive: head.exclusive }
    from += head.labels.length
  }
  throw new Error(`The classifier has no ${name}.`)
}

/** The loudest words, those side by side as one stretch, in reading order. */
function loudest(tokens: readonly Token[], said: readonly number[], folded: string): TellingWords[] {
  const total = said.reduce((sum, one) => sum + Math.max(0, one), 0)
  const floor = Math.max(...said) * LOUD_MIN
  if (!(floor > 0)) return []
  const stretches: (TellingWords & { last: number })[] = []
  tokens.forEach(({ start, end }, i) => {
    const share = (said[i] ?? 0) / total
    if ((said[i] ?? 0) < floor) return
    const before = stretches.at(-1)
    if (before?.last === i - 1 && !SENTENCE_END.test(folded.slice(before.end, start))) {
      before.end = end
      before.last = i
      before.share += share
    } else stretches.push({ start, end, share, last: i })
  })
  return stretches
    .filter(({ start, end }) => end - start >= WORD_CHARS_MIN)
    .sort((a, b) => b.share - a.share)
    .slice(0, STRETCHES_MAX)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, share }) => ({ start, end, share }))
}
