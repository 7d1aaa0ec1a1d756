import { sentenceAt } from '../text/negation.ts'
import { type Prepared, prepare } from '../text/prepare.ts'
import { type Cue, type CueName, cuesIn } from './cues.ts'
import { speaksToMachine } from './machine-talk.ts'
import { type Temperature, temperaturesIn } from './temperatures.ts'

/** Kinds of danger to people or property. */
export type HazardKind =
  | 'gas'
  | 'carbon_monoxide'
  | 'fire'
  | 'water_at_electrics'
  | 'uncontrolled_water'
  | 'sewage'
  | 'scalding'
  | 'cold_vulnerable'

export const hazardKinds = [
  'gas',
  'carbon_monoxide',
  'fire',
  'water_at_electrics',
  'uncontrolled_water',
  'sewage',
  'scalding',
  'cold_vulnerable',
] as const satisfies HazardKind[]

/**
 * A danger named in a message. `present`: happening now, as far as the words go; `contained`: real, but shut off or
 * caught; `over`: denied, mended, long past, or not meant literally. `score` is 0 to 1.
 */
export type Hazard = {
  kind: HazardKind
  state: 'present' | 'contained' | 'over'
  score: number
  /** Span in the message as it came. */
  start: number
  end: number
  text: string
}

/** The dangers a message names, the surest present one first; English and Polish, with or without diacritics. */
export function hazardsIn(text: string): Hazard[] {
  return hazardsOf(readForHazards(prepare(text)))
}

/** What hazard rules look at: the prepared words, their cues and their temperatures. */
export type HazardReading = { prepared: Prepared; cues: Map<CueName, Cue[]>; temperatures: Temperature[] }

/** Finds the cues and temperatures of a prepared message, once for all rules. */
export function readForHazards(prepared: Prepared, zone = ''): HazardReading {
  const cues = cuesIn(prepared.folded)
  if (speaksToMachine(prepared.folded)) forgetOrders(cues, prepared.folded)
  return { prepared, cues, temperatures: temperaturesIn(prepared.folded, zone) }
}

/** Cues that take a danger back. */
const CALMING = ['resolved', 'past', 'harmless', 'contained', 'battery', 'fire_not', 'gas_not'] as const

/** "Ignore your previous instructions" and "this is only a test, mark as low" say nothing about a danger. */
function forgetOrders(cues: Map<CueName, Cue[]>, folded: string): void {
  for (const name of CALMING) {
    const said = (cues.get(name) ?? []).filter((cue) => {
      const { start, end } = sentenceAt(folded, cue.start)
      return !speaksToMachine(folded.slice(start, end))
    })
    if (said.length > 0) cues.set(name, said)
    else cues.delete(name)
  }
}

/** The dangers in a reading. */
export function hazardsOf(reading: HazardReading): Hazard[] {
  const { cues, prepared } = reading
  const scene = sceneOf(reading)
  const found: Hazard[] = []
  const add = (kind: HazardKind, cue: Cue, score: number, state: Hazard['state']) => {
    found.push({
      kind,
      state,
      score,
      start: prepared.toRaw(cue.start),
      end: prepared.toRaw(cue.end - 1) + 1,
      text: prepared.text.slice(cue.start, cue.end),
    })
  }
  const affirmed = (name: CueName) => (cues.get(name) ?? []).filter((cue) => !cue.denied)

  for (const cue of cues.get('gas') ?? []) {
    const words = prepared.folded.slice(cue.start, cue.end)
    const deniedInside = /\b(?:nie|not|no|isn'?t|doesn'?t|without|bez)\b/.test(words)
    const excused = scene.sulphurWater && !/gas|gaz/.test(words)
    add(
      'gas',
      cue,
      0.95,
      cue.denied || deniedInside || excused || scene.notNow
        ? 'over'
        : scene.gasShut
          ? 'contained'
          : 'present',
    )
  }
  for (const cue of affirmed('co_alarm')) {
    const sounds = cues.has('alarm_sounding') || cues.has('ill') || cues.has('evacuated')
    if (!sounds) continue
    add('carbon_monoxide', cue, 0.92, cues.has('battery') || scene.over ? 'over' : 'present')
  }
  for (const cue of affirmed('ill'))
    if (APPLIANCE.test(prepared.folded)) add('carbon_monoxide', cue, 0.82, scene.over ? 'over' : 'present')
  const hiss = /\b(?:hiss\w*|whistl\w+|sycz\w+|syczy|syk)\b/.exec(prepared.folded)
  if (
    hiss &&
    /\b(?:smell\w*|stinks?|stench|odou?r|smierdz\w*|smrod\w*|zapach\w*|cuchn\w*)\b/.test(prepared.folded) &&
    !scene.over
  )
    add(
      'gas',
      { name: 'gas', start: hiss.index, end: hiss.index + hiss[0].length, denied: false },
      0.85,
      'present',
    )
  for (const cue of affirmed('fire')) {
    if (cues.has('fire_not')) continue
    add('fire', cue, 0.8, scene.notNow ? 'over' : 'present')
  }
  for (const cue of affirmed('shock')) add('water_at_electrics', cue, 0.85, scene.notNow ? 'over' : 'present')
  for (const cue of cues.get('electrics') ?? []) {
    const { start, end } = sentenceAt(prepared.folded, cue.start)
    const wet = [...affirmed('wet'), ...affirmed('flow')].some(
      (other) =>
        other.start >= start &&
        other.end <= end &&
        Math.abs(other.start - cue.start) < 90 &&
        other.start !== cue.start,
    )
    const strong = affirmed('flow').some((other) => other.start >= start - 60 && other.end <= end + 60)
    if (wet)
      add(
        'water_at_electrics',
        cue,
        strong
          ? 0.9
          : /\b(?:water|wod[aey])\b/.test(
                prepared.folded.slice(Math.max(start, cue.start - 60), Math.min(end, cue.end + 60)),
              )
            ? 0.75
            : 0.55,
        stateOf(scene),
      )
  }
  for (const cue of affirmed('flow'))
    add('uncontrolled_water', cue, scene.cannotStop ? 0.92 : 0.62, stateOf(scene))
  for (const cue of affirmed('burst')) {
    if (!cues.has('wet') && !cues.has('flow') && !PLUMBING.test(prepared.folded)) continue
    add('uncontrolled_water', cue, scene.cannotStop || cues.has('flow') ? 0.9 : 0.55, stateOf(scene))
  }
  if (scene.cannotStop && cues.has('wet'))
    for (const cue of affirmed('cannot_stop').slice(0, 1)) add('uncontrolled_water', cue, 0.6, stateOf(scene))
  for (const cue of affirmed('sewage')) {
    const moves = affirmed('sewage_moves').some((other) => Math.abs(other.start - cue.start) < 120)
    if (moves) add('sewage', cue, 0.85, scene.over ? 'over' : 'present')
  }
  for (const cue of affirmed('steam')) add('scalding', cue, 0.75, stateOf(scene))
  const cold = cues.has('no_heat') || HEATING.test(prepared.folded)
  const frail = affirmed('vulnerable')[0]
  if (cold && frail && scene.cold)
    add('cold_vulnerable', frail, cues.has('no_heat') ? 0.85 : 0.7, scene.over ? 'over' : 'present')
  return found.sort((a, b) => RANK[a.state] - RANK[b.state] || b.score - a.score || a.start - b.start)
}

const APPLIANCE =
  /\b(?:piecyk\w*|junkers\w*|kuchenk\w*|komin\w*|piec|pieca|piecem|kotl\w*|kociol|gaz\w*|furnace|heaters?|stove|boiler|generator|gas|fireplace|oven)\b/
const HEATING =
  /\b(?:heat|heating|furnace|boilers?|radiators?|heater|piec|pieca|kociol|kotl\w*|ogrzew\w*|kaloryfer\w*|grzejnik\w*|pomp\w+ ciepla)\b/
const PLUMBING =
  /\b(?:valve|line|pipe|pipes|hose|main|supply|spigot|meter|toilet|rur\w*|zawor\w*|wezyk\w*|licznik\w*|kran\w*)\b/

/** What the whole message says about its dangers. */
export type Scene = {
  cannotStop: boolean
  contained: boolean
  /** Mended, denied, long past, a joke, or only asked about. */
  notNow: boolean
  /** Mended, denied or long past: what calm words alone do not make of gas or sewage. */
  over: boolean
  gasShut: boolean
  sulphurWater: boolean
  /** Freezing outside, or dangerously cold inside. */
  cold: boolean
}

function sceneOf({ cues, prepared, temperatures }: HazardReading): Scene {
  const has = (name: CueName) => (cues.get(name) ?? []).some((cue) => !cue.denied)
  const cannotStop = has('cannot_stop')
  const words = prepared.folded
  return {
    cannotStop,
    contained: has('contained') || /\b(?:caught|catching)\b/.test(words),
    over: has('resolved') || (has('past') && !cannotStop),
    notNow: has('resolved') || (has('past') && !cannotStop) || (cues.get('harmless') ?? []).length > 0,
    gasShut:
      /\b(?:shut|turned|capped|cut|locked)\b.{0,24}\b(?:off|gas)\b|zakreci\w* (?:gaz|zawor)|odcie\w* gaz|zaplombowa/.test(
        words,
      ) &&
      /\b(?:safe|red tag|tagged|came|utility|no smell|bezpieczn|pogotowie bylo|odcieli|zaplombowa)/.test(
        words,
      ),
    sulphurWater: has('gas_not'),
    cold:
      has('freezing') ||
      temperatures.some(
        (t) =>
          (t.place === 'outside' && t.celsius <= 1) ||
          (t.place !== 'outside' && t.celsius <= INSIDE_COLD_MAX && t.celsius > -40),
      ),
  }
}

/** Rooms this cold harm the frail, in degrees Celsius; 18 is what doctors ask for. */
const INSIDE_COLD_MAX = 15

function stateOf(scene: Scene): Hazard['state'] {
  if (scene.notNow) return 'over'
  return scene.contained && !scene.cannotStop ? 'contained' : 'present'
}

const RANK = { present: 0, contained: 1, over: 2 } as const
