import type { Judgement, Reason } from '../finding.ts'
import { type Urgency, urgencies } from '../labels.ts'
import type { Hazard, HazardReading } from '../recognise/hazards.ts'
import { speaksToMachine } from '../recognise/machine-talk.ts'
import { type Guess, likeliest } from './classifier.ts'
import type { Judge } from './judgement.ts'

/**
 * How pressing a message is. The classifier proposes; a sure present danger raises to emergency unless the classifier
 * finds that all but impossible, and one that kills needs hardly its consent; to a message that speaks to the machine the
 * classifier does not listen there. Recall goes before precision.
 */
export function judgeUrgency(
  guess: Guess,
  hazards: Hazard[],
  reading: HazardReading,
  judge: Pick<Judge, 'inWords'>,
): Judgement<Urgency> {
  const reasons: Reason[] = []
  const { label, chance } = likeliest(guess.urgency)
  const danger = hazards.find((hazard) => hazard.state === 'present')
  const alarm = guess.urgency.emergency
  let value: Urgency = label
  let confidence = chance
  const lethal = hazards.some(
    (hazard) => hazard.state === 'present' && hazard.score >= (LETHAL_SCORE_MIN[hazard.kind] ?? 2),
  )
  const feared = danger !== undefined && danger.score >= 0.8 && alarm >= ALARM_WITH_DANGER_MIN
  const believed = lethal && (alarm >= ALARM_WITH_DEATH_MIN || speaksToMachine(reading.prepared.folded))
  if (label !== 'emergency' && (alarm >= ALARM_MIN || feared || believed)) {
    value = 'emergency'
    confidence = Math.max(alarm, danger ? 0.5 : 0.35)
  }
  for (const hazard of hazards.slice(0, 4))
    reasons.push({
      code: `hazard_${hazard.kind}_${hazard.state}`,
      weight: hazard.score,
      start: hazard.start,
      end: hazard.end,
      text: hazard.text,
    })
  for (const name of SPEAKING) {
    const cue = reading.cues.get(name)?.[0]
    if (!cue || reasons.length >= 8) continue
    const start = reading.prepared.toRaw(cue.start)
    const end = reading.prepared.toRaw(cue.end - 1) + 1
    reasons.push({
      code: `${cue.denied ? 'no_' : ''}${name}`,
      weight: 0.5,
      start,
      end,
      text: reading.prepared.text.slice(cue.start, cue.end),
    })
  }
  reasons.push(...judge.inWords({ code: `reads_like_${label}`, weight: chance }, 'urgency', label))
  return { value, confidence, reasons }
}

/** Of two urgencies the more pressing. */
export function morePressing(a: Urgency, b: Urgency): Urgency {
  return urgencies.indexOf(a) >= urgencies.indexOf(b) ? a : b
}

const SPEAKING = [
  'contained',
  'cannot_stop',
  'resolved',
  'harmless',
  'no_heat',
  'vulnerable',
  'freezing',
] as const
/**
 * The classifier's chance of an emergency from which it is one: alone, beside a sure danger, and beside one that kills.
 * Chosen on the training messages, each hand's judged by weights of the others': recall .92 with precision .79. Without
 * the last two, precision is .78; of 70 dangers found below them one was an emergency.
 */
const ALARM_MIN = 0.3
const ALARM_WITH_DANGER_MIN = 0.08
const ALARM_WITH_DEATH_MIN = 0.003
/** From which score each kind of danger is one that kills. */
const LETHAL_SCORE_MIN: Partial<Record<Hazard['kind'], number>> = {
  gas: 0.95,
  carbon_monoxide: 0.9,
  cold_vulnerable: 0.85,
}
