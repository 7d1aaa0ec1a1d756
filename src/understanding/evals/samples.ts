import { heads, outputs } from '../judge/classifier.ts'
import { featuresOf } from '../judge/features.ts'
import type { Sample } from '../judge/train.ts'
import { readForHazards } from '../recognise/hazards.ts'
import { prepare } from '../text/prepare.ts'
import type { Example, TrainingMessage } from './corpus.ts'

/** A training sample from a hand-written message. */
export function sampleOfMessage(message: TrainingMessage): Sample {
  const zone = message.lang === 'pl' ? 'Europe/Warsaw' : 'America/Chicago'
  return sample(message.text, message.channel, zone, message.lang, message, 1)
}

/** A training sample from an evaluation example, for the folds that do not hold it. */
export function sampleOfExample(example: Example): Sample {
  const { gold } = example
  return sample(
    example.text,
    example.channel,
    example.tz,
    example.lang,
    { ...gold, scheduling_types: gold.scheduling.map((window) => window.type) },
    1.5,
  )
}

function sample(
  text: string,
  channel: string,
  zone: string,
  language: 'en' | 'pl',
  told: Partial<TrainingMessage>,
  weight: number,
): Sample {
  const features = featuresOf(readForHazards(prepare(text), zone), channel, language)
  const targets = new Float32Array(outputs).fill(Number.NaN)
  const types = told.scheduling_types
  let at = 0
  for (const head of heads) {
    for (const label of head.labels) {
      const value =
        head.name === 'services'
          ? told.services && Number(told.services.includes(label))
          : head.name === 'flags'
            ? label === 'ticket' || label === 'business' || label === 'property_manager'
              ? told[label] === undefined
                ? undefined
                : Number(told[label])
              : types &&
                Number(
                  label === 'slot'
                    ? types.includes('specific') || types.includes('range')
                    : types.includes(label),
                )
            : told[head.name] === undefined
              ? undefined
              : Number(told[head.name] === label)
      targets[at++] = value ?? Number.NaN
    }
  }
  return { features, targets, weight }
}
