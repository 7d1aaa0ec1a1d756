import type { guess } from '../judge/classifier.ts'
import { quantise, train } from '../judge/train.ts'
import { trainedWeights } from '../judge/weights.ts'
import { shapeOf } from '../lines.ts'
import { understandWith } from '../understanding.ts'
import {
  type Example,
  readBlind,
  readExamples,
  readTimes,
  readTraining,
  readUnseen,
  type TimedExample,
  type TrainingMessage,
} from './corpus.ts'
import { sampleOfExample, sampleOfMessage } from './samples.ts'
import { type FigureName, type Figures, type Miss, type Predicted, score, scoreTimes } from './score.ts'

/** Figures below which the evaluation fails: for both languages together, and 0.08 less for each alone. */
export const floors: Record<FigureName, number> = {
  emergency_recall: 0.95,
  emergency_precision: 0.85,
  urgency_macro_f1: 0.78,
  services_f1: 0.82,
  scheduling_f1: 0.8,
  sentiment_macro_f1: 0.7,
  names_f1: 0.85,
  phones_f1: 0.97,
  emails_f1: 0.98,
  addresses_f1: 0.85,
  district_accuracy: 0.95,
  business_f1: 0.85,
  property_manager_f1: 0.8,
  ticket_f1_true: 0.97,
  ticket_f1_false: 0.8,
}
export const languageSlack = 0.08

/** What the unseen messages must reach: a little under what they do, so that going back is noticed. */
export const unseenFloors: Record<FigureName, number> = {
  emergency_recall: 0.9,
  emergency_precision: 0.85,
  urgency_macro_f1: 0.87,
  services_f1: 0.79,
  scheduling_f1: 0.83,
  sentiment_macro_f1: 0.63,
  names_f1: 0.94,
  phones_f1: 0.98,
  emails_f1: 0.98,
  addresses_f1: 0.93,
  district_accuracy: 0.98,
  business_f1: 0.85,
  property_manager_f1: 0.81,
  ticket_f1_true: 0.96,
  ticket_f1_false: 0.89,
}

/** What the blind messages must reach, as above. */
export const blindFloors: Record<FigureName, number> = {
  emergency_recall: 0.95,
  emergency_precision: 0.87,
  urgency_macro_f1: 0.89,
  services_f1: 0.84,
  scheduling_f1: 0.87,
  sentiment_macro_f1: 0.72,
  names_f1: 0.93,
  phones_f1: 0.98,
  emails_f1: 0.98,
  addresses_f1: 0.9,
  district_accuracy: 0.98,
  business_f1: 0.87,
  property_manager_f1: 0.85,
  ticket_f1_true: 0.95,
  ticket_f1_false: 0.81,
}

/** What the messages about times must reach, in each language. */
export const timesFloor = 0.84

/** What an evaluation found: figures by group, those below their floor, and every message judged otherwise than labelled. */
export type Evaluation = {
  all: Figures
  en: Figures
  pl: Figures
  floors: Record<FigureName, number>
  below: { figure: FigureName; group: 'all' | 'en' | 'pl'; value: number; floor: number }[]
  misses: Miss[]
}

/**
 * Cross-validates the whole reading over the labelled examples: each fold is judged by weights trained on the other
 * folds and the hand-written messages, so no example is judged by weights that saw it. About 25 s.
 * `share` below 1 trains on that part of the hand-written messages only: for the learning curve.
 */
export function evaluate(options: { folds?: number; share?: number } = {}): Evaluation {
  const { folds = 5, share = 1 } = options
  const examples = readExamples()
  const written = shareOf(readTraining(), share).map(sampleOfMessage)
  const samples = examples.map(sampleOfExample)
  const predicted = new Map<string, Predicted>()
  for (let fold = 0; fold < folds; fold++) {
    const weights = quantise(train([...written, ...samples.filter((_, i) => i % folds !== fold)]))
    for (const [i, example] of examples.entries())
      if (i % folds === fold) predicted.set(example.id, predict(example, weights))
  }
  return judge(examples, predicted, floors)
}

/**
 * Judges the unseen messages with the weights in use, in a second; with `share`, by weights trained on that part of the
 * hand-written messages and on the examples. The floors are those of all lines together.
 */
export function evaluateUnseen(options: { share?: number; lines?: 'all' | 'odd' | 'even' } = {}): Evaluation {
  const { share, lines } = options
  const weights =
    share === undefined
      ? trainedWeights()
      : quantise(
          train([
            ...shareOf(readTraining(), share).map(sampleOfMessage),
            ...readExamples().map(sampleOfExample),
          ]),
        )
  const unseen = readUnseen(lines)
  return judge(unseen, new Map(unseen.map((one) => [one.id, predict(one, weights)])), unseenFloors)
}

/** Judges the blind messages with the weights in use; with the unseen ones together, when that is asked. */
export function evaluateBlind(options: { withUnseen?: boolean } = {}): Evaluation {
  const messages = [...readBlind(), ...(options.withUnseen ? readUnseen() : [])]
  const weights = trainedWeights()
  return judge(messages, new Map(messages.map((one) => [one.id, predict(one, weights)])), blindFloors)
}

/** F1 of the times asked for over the messages about times, by language, with the weights in use; and what was missed. */
export function evaluateTimes(lines?: 'all' | 'odd' | 'even'): { en: number; pl: number; misses: Miss[] } {
  const misses: Miss[] = []
  const times = readTimes(lines)
  const predicted = new Map(times.map((one) => [one.id, predict(one, trainedWeights())]))
  const f1Of = (lang: string) =>
    scoreTimes(
      times.filter((one) => one.lang === lang),
      predicted,
      misses,
    )
  return { en: f1Of('en'), pl: f1Of('pl'), misses }
}

/** A part of the messages, taken evenly from all hands. */
const shareOf = (messages: TrainingMessage[], share: number) =>
  messages.filter((_, i) => ((i * 7919) % 1000) / 1000 < share)

function predict(example: Example | TimedExample, weights: Parameters<typeof guess>[1]): Predicted {
  const understood = understandWith(weights, {
    text: example.text,
    channel: example.channel,
    sentAt: example.sent_at,
    timeZone: example.tz,
    languageHint: example.lang,
  })
  return { id: example.id, ...shapeOf(understood) }
}

function judge(
  examples: Example[],
  predicted: Map<string, Predicted>,
  asked: Record<FigureName, number>,
): Evaluation {
  const misses: Miss[] = []
  const all = score(examples, predicted, misses)
  const en = score(
    examples.filter((example) => example.lang === 'en'),
    predicted,
  )
  const pl = score(
    examples.filter((example) => example.lang === 'pl'),
    predicted,
  )
  const below: Evaluation['below'] = []
  for (const figure of Object.keys(asked) as FigureName[])
    for (const [group, figures] of Object.entries({ all, en, pl }) as ['all' | 'en' | 'pl', Figures][]) {
      const floor = asked[figure] - (group === 'all' ? 0 : languageSlack)
      if (figures[figure] < floor - 1e-9) below.push({ figure, group, value: figures[figure], floor })
    }
  return { all, en, pl, floors: asked, below, misses }
}

/** An evaluation as a table for people. */
export function evaluationTable(found: Evaluation): string {
  const rows = (Object.keys(found.floors) as FigureName[]).map((figure) =>
    [
      figure.padEnd(22),
      ...[found.all, found.en, found.pl].map((figures) => show(figures[figure])),
      show(found.floors[figure]),
      found.below.some((one) => one.figure === figure) ? '  below' : '',
    ].join(''),
  )
  return ['field                      all      en      pl   floor', ...rows].join('\n')
}

const show = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(3)).padStart(8)
