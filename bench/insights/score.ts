import type { LostKind } from '../../src/contract/insights.ts'
import {
  chanceOf,
  followPromises,
  lostIn,
  readMessages,
  type Standing,
  signsOf,
  standingOf,
  waitsIn,
} from '../../src/insights/insights.ts'
import type { Labelled } from './corpus.ts'

const DAY_MS = 24 * 3_600_000
/** Lost work is looked for so long after the last word. */
const LATER_DAYS = 60

/** Where a labelled conversation stands a day after its last word. */
export function standingAtEnd(labelled: Labelled): Standing {
  return lookAt(labelled, 1).standing
}

function lookAt({ said, timeZone }: Labelled, days: number) {
  const nowMs = (said.at(-1)?.atMs ?? 0) + days * DAY_MS
  const messages = readMessages(said, { timeZone })
  const waits = waitsIn(messages, { workingMinutes: (fromMs, toMs) => (toMs - fromMs) / 60_000 })
  const promises = followPromises(messages, { nowMs, timeZone })
  return { messages, nowMs, standing: standingOf(messages, { waits, promises }) }
}

export type LostScore = {
  /** Of what is listed, how much is lost work. */
  precision: number
  /** Of lost work, how much is listed. */
  recall: number
  /** Of lost work that is listed, how much is listed as the right kind. */
  rightKind: number
  /** Precision among the first k of the list. */
  precisionAt: Record<number, number>
  listed: number
  lost: number
  wrong: string[]
  missed: string[]
}

/** How well lost work is told from the rest. */
export function scoreLost(conversations: readonly Labelled[], ks: readonly number[] = [10, 20]): LostScore {
  const found: { id: string; label: LostKind | null; kind: LostKind; score: number }[] = []
  const missed: string[] = []
  for (const one of conversations) {
    const { messages, standing, nowMs } = lookAt(one, LATER_DAYS)
    const lost = lostIn(messages, { standing, answerable: one.answerable })
    if (lost !== null && lost.fromMs <= nowMs)
      found.push({ id: one.id, label: one.lost, kind: lost.kind, score: lost.worth })
    else if (one.lost !== null) missed.push(one.id)
  }
  found.sort((a, b) => b.score - a.score)
  const right = found.filter(({ label }) => label !== null)
  const at = (k: number) =>
    found.slice(0, k).filter(({ label }) => label !== null).length / Math.min(k, found.length)
  return {
    precision: right.length / found.length,
    recall: right.length / (right.length + missed.length),
    rightKind: right.filter(({ label, kind }) => label === kind).length / right.length,
    precisionAt: Object.fromEntries(ks.map((k) => [k, at(k)])),
    listed: found.length,
    lost: right.length + missed.length,
    wrong: found.filter(({ label }) => label === null).map(({ id }) => id),
    missed,
  }
}

export type Calibration = {
  /** Mean squared error of the chance (Brier 1950); 0.25 is a coin’s. */
  brier: number
  /** Of always saying the share of resolved ones. */
  brierOfBase: number
  /** Share of conversations on the right side of one half. */
  accuracy: number
  /** By what was said: how many, the mean chance, and how many were resolved in truth. */
  reliability: { from: number; to: number; count: number; chance: number; resolved: number }[]
}

/** How well the chance of being resolved says what is so. */
export function scoreResolution(conversations: readonly Labelled[], bins = 5): Calibration {
  const said = conversations.map((one) => ({
    chance: chanceOf(signsOf(standingAtEnd(one))),
    resolved: one.resolved ? 1 : 0,
  }))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const base = mean(said.map(({ resolved }) => resolved))
  return {
    brier: mean(said.map(({ chance, resolved }) => (chance - resolved) ** 2)),
    brierOfBase: mean(said.map(({ resolved }) => (base - resolved) ** 2)),
    accuracy: mean(said.map(({ chance, resolved }) => (chance >= 0.5 === (resolved === 1) ? 1 : 0))),
    reliability: Array.from({ length: bins }, (_, bin) => {
      const [from, to] = [bin / bins, (bin + 1) / bins]
      const inside = said.filter(({ chance }) => chance >= from && (chance < to || to === 1))
      return {
        from,
        to,
        count: inside.length,
        chance: inside.length === 0 ? 0 : mean(inside.map(({ chance }) => chance)),
        resolved: inside.length === 0 ? 0 : mean(inside.map(({ resolved }) => resolved)),
      }
    }),
  }
}
