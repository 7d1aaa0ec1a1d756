import {
  type FindingKind,
  languageOf,
  morePressing,
  prepare,
  type Urgency,
} from '../../understanding/understanding.ts'
import type { Said, Situation } from '../situation.ts'
import { isForSafety, type SafetyHazard } from './safety.ts'
import type { Told } from './templates.ts'

/** What the other side wants, put together of all that it said since our last word. */
export type Asked = {
  text: string
  language: 'en' | 'pl'
  service: string | null
  urgency: Urgency
  /** A danger that is answered by a fixed text. */
  hazard: SafetyHazard | null
  understood: number | null
  told: Told
  /** Nobody of the firm has written or talked to them in this conversation. */
  isFirst: boolean
}

/** Puts together what they asked. Pure. */
export function askedIn(situation: Situation): Asked {
  const { said, unanswered } = situation
  const theirs = unanswered.filter(({ words }) => words.trim() !== '')
  const read = theirs.flatMap(({ understood }) => understood ?? [])
  const text = theirs.map(({ words }) => words.trim()).join('\n')
  const likeliest = read.flatMap((one) => one.services).toSorted((a, b) => b.confidence - a.confidence)[0]
  return {
    text,
    language: languageIn(said, situation.firm.region),
    service: likeliest?.service ?? null,
    urgency:
      situation.urgency ??
      read.reduce<Urgency>((most, { urgency }) => morePressing(most, urgency.value), 'low'),
    hazard: hazardOf(situation, theirs),
    understood: read.length === 0 ? null : Math.min(...read.map(({ confidence }) => confidence)),
    told: {
      words: text,
      address: situation.customer.hasAddress || told(said, 'address'),
      phone: situation.way.kind !== 'email' || told(said, 'phone'),
      times: told(theirs, 'time_window'),
    },
    isFirst: said.every(({ direction, kind }) => direction !== 'out' && !TALKED.has(kind)),
  }
}

function told(said: readonly Said[], kind: FindingKind): boolean {
  return said.some(({ understood }) => understood?.findings.some((one) => one.kind === kind) === true)
}

const TALKED: ReadonlySet<string> = new Set(['received', 'recorded', 'placed'])

/** The language of their newest words; of a caller who said none, the firm's. */
function languageIn(said: readonly Said[], region: string): 'en' | 'pl' {
  const firms = region === 'PL' ? 'pl' : 'en'
  const newest = said.findLast(({ direction, words }) => direction !== 'out' && words.trim() !== '')
  if (newest === undefined) return firms
  return newest.understood?.language ?? languageOf(prepare(newest.words), firms).language
}

/** The danger that stands, or one that they say they hold down by themselves: no draft of ours advises on either. */
function hazardOf({ hazard }: Situation, theirs: readonly Said[]): SafetyHazard | null {
  if (isForSafety(hazard)) return hazard
  const told = theirs
    .flatMap(({ understood }) => understood?.findings ?? [])
    .flatMap(({ kind, value }) => (kind === 'hazard' && typeof value === 'string' ? [value.split(':')] : []))
  for (const [kind = '', state] of told)
    if (state !== 'over' && HELD_DOWN.has(kind) && isForSafety(kind)) return kind
  return null
}

/** Water that was caught or shut off is a matter of plumbing. */
const HELD_DOWN: ReadonlySet<string> = new Set(['gas', 'carbon_monoxide', 'fire', 'water_at_electrics'])
