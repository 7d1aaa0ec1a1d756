import { type Service, services } from '../labels.ts'
import type { Concept } from '../text/concepts.ts'
import type { Guess } from './classifier.ts'

/** Concepts whose words speak of a service, the plainest first. */
export const serviceConcepts: Record<Service, string[]> = {
  drain_cleaning: ['clog', 'drain'],
  pipe_repair: ['pipe', 'burst', 'frozen', 'pressure', 'leak', 'drip', 'flow'],
  faucet_repair: ['faucet', 'drip'],
  toilet_repair: ['toilet', 'toilet_part', 'toilet_run'],
  water_heater: ['water_heater', 'hot_water'],
  sewer: ['sewer', 'sewage_word'],
  gas_line: ['gas', 'gas_work'],
  installation: ['install'],
  maintenance: ['maintenance'],
  leak_detection: ['leak_hidden', 'leak', 'ceiling', 'flow'],
  ac_repair: ['cooling', 'no_cooling'],
  heating_repair: ['heating', 'no_heat', 'co_alarm'],
  ventilation: ['ventilation'],
  thermostat: ['thermostat'],
  refrigeration: ['refrigeration', 'perishables'],
}

/** A service the sender wants or had done, and the words that say so (null when only the whole message does). */
export type JudgedService = { service: Service; score: number; words: Concept | null }

/** The services a message is about, likeliest first. */
export function judgeServices(guess: Guess, concepts: Concept[]): JudgedService[] {
  const judged: JudgedService[] = []
  for (const service of services) {
    const score = guess.services[service]
    if (score < SERVICE_SCORE_MIN) continue
    const words =
      serviceConcepts[service].flatMap(
        (name) => concepts.find((concept) => concept.name === name && !concept.denied) ?? [],
      )[0] ?? null
    judged.push({ service, score, words })
  }
  return judged.sort((a, b) => b.score - a.score)
}

/** Chosen by cross-validation for the best F1. */
const SERVICE_SCORE_MIN = 0.32
