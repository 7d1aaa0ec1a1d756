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

/**
 * The services a message is about, likeliest first. The classifier's chance and the vote of plain words are weighed
 * together; a message about a fault always has the likeliest one, for somebody must be sent.
 */
export function judgeServices(guess: Guess, concepts: Concept[], fault: boolean): JudgedService[] {
  const votes = votesOf(concepts, fault)
  const all = services.map((service) => {
    const score = Math.min(
      1,
      guess.services[service] * (1 - VOTE_WEIGHT) +
        (votes.get(service) ?? 0) * VOTE_WEIGHT * Math.min(1, guess.services[service] * VOTE_TRUST),
    )
    const words =
      serviceConcepts[service].flatMap(
        (name) => concepts.find((concept) => concept.name === name && !concept.denied) ?? [],
      )[0] ?? null
    return { service, score, words }
  })
  all.sort((a, b) => b.score - a.score)
  const chosen = all.filter(({ score }) => score >= SERVICE_SCORE_MIN)
  const top = all[0]
  return chosen.length > 0 || !top || top.score < (fault ? FAULT_SCORE_MIN : NO_FAULT_SCORE_MIN)
    ? chosen
    : [top]
}

/** What plain words alone would say, 0 to 1; silent where they name nothing. */
function votesOf(concepts: Concept[], fault: boolean): Map<Service, number> {
  const said = new Set(concepts.filter((concept) => !concept.denied).map((concept) => concept.name))
  const has = (...names: string[]) => names.some((name) => said.has(name))
  const votes = new Map<Service, number>()
  const vote = (service: Service, weight: number) =>
    votes.set(service, Math.max(votes.get(service) ?? 0, weight))
  const upkeep = has('maintenance')
  const repair = upkeep ? 0.2 : 1
  if (has('toilet', 'toilet_part', 'toilet_run')) vote('toilet_repair', repair)
  if (has('faucet')) vote('faucet_repair', has('drip', 'leak', 'install') ? repair : 0.6 * repair)
  if (has('water_heater')) vote('water_heater', 1)
  if (has('hot_water')) vote('water_heater', 0.9)
  if (has('sewer')) vote('sewer', 1)
  if (has('sewage_word')) vote('sewer', 0.6)
  if (has('clog')) vote('drain_cleaning', has('toilet', 'sewer') ? 0.4 : 1)
  if (has('drain')) vote('drain_cleaning', has('sewer') ? 0.3 : 0.8)
  if (has('gas_work')) vote('gas_line', 1)
  if (has('gas')) vote('gas_line', has('heating', 'water_heater') ? 0.5 : 0.9)
  if (has('cooling', 'no_cooling')) vote('ac_repair', has('refrigeration') ? 0.4 : repair)
  if (has('heating', 'no_heat')) vote('heating_repair', has('thermostat', 'cooling') ? 0.6 * repair : repair)
  if (has('ventilation')) vote('ventilation', has('cooling', 'heating') ? 0.7 : 1)
  if (has('thermostat')) vote('thermostat', 1)
  if (has('refrigeration')) vote('refrigeration', 1)
  if (upkeep) vote('maintenance', 1)
  if (has('install')) vote('installation', fault ? 0.5 : 1)
  else if (!fault && has('quote')) vote('installation', 0.6)
  if (has('leak_hidden')) vote('leak_detection', has('drip', 'pipe', 'faucet') ? 0.6 : 0.9)
  if (has('burst', 'frozen')) vote('pipe_repair', 0.9)
  if (has('pipe')) vote('pipe_repair', has('gas', 'sewer', 'drain') ? 0.5 : 0.9)
  if (has('pressure')) vote('pipe_repair', 0.7)
  if (has('leak', 'drip', 'flow') && votes.size === 0) vote('pipe_repair', 0.7)
  return votes
}

/** All chosen by cross-validation for the best F1. */
const VOTE_WEIGHT = 0.35
const VOTE_TRUST = 6
const SERVICE_SCORE_MIN = 0.3
const FAULT_SCORE_MIN = 0.03
const NO_FAULT_SCORE_MIN = 0.25
