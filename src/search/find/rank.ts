import type { Id } from '../../base/ids.ts'
import { BLOCK_DOCUMENTS } from '../index/segment.ts'
import type { Alternative, Clause, Clauses, Fact, Lookup } from '../query/clauses.ts'
import { keyOf, type Places, type SegmentPlaces } from './lookups.ts'
import type { Segment } from './segments.ts'

/** A document that may be an answer: where it is, and how good it is, above 0. */
export type Candidate = { segmentId: Id; place: number; score: number }

export type Ranked = {
  /** Best first (`rankOf`); no more than were asked for. */
  candidates: Candidate[]
  /** Documents that meet every clause. */
  count: number
  /** So few meet every clause that those that meet some are among the candidates, behind. */
  loose: boolean
  /** A word is in no document whatever way, but what it may be a slip of is. */
  isMended: boolean
  /** What each clause is worth: the rarer, the more. */
  weights: readonly number[]
}

export type RankInput = {
  segments: readonly Segment[]
  places: ReadonlyMap<Id, SegmentPlaces>
  clauses: Clauses
  /** What a document must have, whatever else. */
  facts: readonly Fact[]
  /** Unix seconds; documents of other times are left out, as far as blocks tell. */
  since: number
  until: number
  /** Unix seconds: from here a document's age is counted. */
  now: number
  limit: number
}

/** What has half of its relevance left by its age after so long; by age alone no more is lost than this share, so
 * that an old message with the very word stands before a new one with a synonym. */
const HALF_LIFE_S = 365 * 24 * 60 * 60
const AGE_SHARE = 0.25
/** Fewer answers than these are too few: then what meets some clauses only is shown, too. */
const FEW = 5
/** So much of its score is left to what does not meet all clauses. */
export const LOOSE_SHARE = 0.5

/**
 * Ranks by words and age: what share of the query's weight a document meets, each clause by its best way and as much as it is rare
 * (inverse document frequency, Spärck Jones 1972), less what its age takes. Reads places only, no document.
 */
export function rank(input: RankInput): Ranked {
  const { segments, clauses, limit } = input
  const { wanted } = clauses
  const weights = weightsOf(input)
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const largest = Math.max(0, ...segments.map(({ documents }) => documents))
  const sums = new Float32Array(largest)
  const met = new Uint16Array(largest)
  const mended = wanted.some(mayBeSlip) ? new Uint8Array(largest) : null
  const full = (1 << wanted.length) - 1
  const ranks = Array.from({ length: 2 + wanted.length }, () => new Best(limit))
  let count = 0
  for (const segment of segments) {
    const { id, documents } = segment
    const found = input.places.get(id) ?? NOTHING
    const touched: number[] = []
    for (const [at, { alternatives }] of wanted.entries()) {
      const weight = weights[at] ?? 0
      for (const alternative of alternatives)
        addUp({ sums, met, mended, touched, bit: 1 << at }, found, alternative, weight)
    }
    const barred = barredIn(input, segment, found)
    const shares = sharesOf(segment, input)
    const judge = (place: number) => {
      const mask = met[place] ?? 0
      const relevance = wanted.length === 0 ? 1 : (sums[place] ?? 0) / total
      const isByMending = mended?.[place] === 1
      if (mended !== null) mended[place] = 0
      met[place] = 0
      sums[place] = 0
      if (barred !== null && barred[place] === 1) return
      const share = shares[place >> BLOCK_BITS] ?? 0
      if (share === 0) return
      const score = relevance * share * (1 + place * LATER)
      if (mask === full) {
        count++
        ranks[rankOf(0, isByMending)]?.add(id, place, score)
      } else if (count < FEW)
        ranks[rankOf(bitsIn(full & ~mask), isByMending)]?.add(id, place, score * LOOSE_SHARE)
    }
    if (wanted.length > 0) for (const place of touched) judge(place)
    else for (let place = documents - 1; place >= 0; place--) judge(place)
  }
  const loose = wanted.length > 1 && count < FEW
  const wanting = loose ? ranks : ranks.slice(0, rankOf(1, false))
  const candidates = wanting.flatMap((best) => best.take()).slice(0, limit)
  const isMended = wanted.some(
    (clause) => mayBeSlip(clause) && documentsIn(input.places, unmended(clause)) === 0,
  )
  return { candidates, count, loose: loose && candidates.length > count, isMended, weights }
}

/**
 * How a document compares with others, whatever their scores, 0 for the best: what meets all clauses, then what meets all if words are mended, then
 * what leaves out the fewer.
 */
export function rankOf(left: number, isByMending: boolean): number {
  return left === 0 ? Number(isByMending) : left + 1
}

function bitsIn(mask: number): number {
  let bits = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++
  return bits
}

/** Of two that are alike, the later stands first, if only by so much a place. */
const LATER = 1e-9
const BLOCK_BITS = Math.log2(BLOCK_DOCUMENTS)

/** What its age leaves to each block of a segment's documents; 0 where all of a block is from without the times asked for. */
function sharesOf({ times }: Segment, { since, until, now }: RankInput): number[] {
  return times.slice(0, -1).map((from, at) => {
    const to = times[at + 1] ?? from
    return to < since || from > until ? 0 : aged(1, now - (from + to) / 2)
  })
}

const NOTHING: SegmentPlaces = new Map()

/** What is left of a relevance, 0 to 1, after so many seconds. */
export function aged(relevance: number, ageS: number): number {
  return relevance * (1 - AGE_SHARE + AGE_SHARE * 2 ** (-Math.max(0, ageS) / HALF_LIFE_S))
}

function mayBeSlip({ alternatives }: Clause): boolean {
  return alternatives.some(({ code }) => code === 'typo')
}

function unmended(clause: Clause): Clause {
  return { ...clause, alternatives: clause.alternatives.filter(({ code }) => code !== 'typo') }
}

/** Weight of each clause: the rarer what meets it, the more. */
function weightsOf({ segments, places, clauses }: RankInput): number[] {
  const all = segments.reduce((sum, { documents }) => sum + documents, 0)
  return clauses.wanted.map((clause) => {
    return Math.max(0.3, Math.log1p(all / (1 + documentsIn(places, clause))))
  })
}

/** How many documents meet a clause, at least. */
export function documentsIn(places: ReadonlyMap<Id, SegmentPlaces>, clause: Clause): number {
  let documents = 0
  for (const found of places.values()) documents += documentsOf(clause, found)
  return documents
}

function documentsOf({ alternatives }: Clause, found: SegmentPlaces): number {
  let most = 0
  for (const { needs } of alternatives) {
    let least = Number.POSITIVE_INFINITY
    for (const need of needs) least = Math.min(least, lengthOf(need, found))
    if (Number.isFinite(least)) most = Math.max(most, least)
  }
  return most
}

function lengthOf(need: readonly Lookup[], found: SegmentPlaces): number {
  let length = 0
  for (const lookup of need) for (const places of found.get(keyOf(lookup)) ?? []) length += places.length
  return length
}

type Sums = {
  sums: Float32Array
  met: Uint16Array
  /** Documents with 1 meet a clause only by what it may be a slip of. */
  mended: Uint8Array | null
  touched: number[]
  bit: number
}

/** Adds a clause's weight to what meets it by this way and has not met it by a better one. */
function addUp(
  { sums, met, mended, touched, bit }: Sums,
  found: SegmentPlaces,
  { needs, quality, code }: Alternative,
  weight: number,
): void {
  for (const places of meeting(needs, found))
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? 0
      const before = met[place] ?? 0
      if ((before & bit) !== 0) continue
      if (before === 0) touched.push(place)
      met[place] = before | bit
      if (mended !== null && code === 'typo') mended[place] = 1
      sums[place] = (sums[place] ?? 0) + weight * quality
    }
}

/** Places that have one of each list. */
function meeting(needs: Alternative['needs'], found: SegmentPlaces): Places {
  const lists = needs.map((need) => need.flatMap((lookup) => found.get(keyOf(lookup)) ?? []))
  const [first = [], ...others] = lists
  if (others.length === 0) return first
  if (lists.some((list) => list.length === 0)) return []
  let kept = joined(first)
  for (const other of others) {
    const sets = new Set(joined(other))
    kept = kept.filter((place) => sets.has(place))
  }
  return [Uint32Array.from(kept)]
}

function joined(lists: Places): number[] {
  return lists.flatMap((list) => [...list])
}

/** Places that a filter or an unwanted word bars: 1; null when there are none. */
function barredIn(
  { clauses, facts }: RankInput,
  { documents }: Segment,
  found: SegmentPlaces,
): Uint8Array | null {
  if (clauses.unwanted.length === 0 && facts.length === 0) return null
  const barred = new Uint8Array(documents)
  for (const fact of facts) {
    const has = new Uint8Array(documents)
    for (const needs of fact)
      for (const places of meeting(needs, found)) for (const place of places) has[place] = 1
    for (let place = 0; place < documents; place++) if (has[place] === 0) barred[place] = 1
  }
  for (const { alternatives } of clauses.unwanted)
    for (const { needs, code } of alternatives) {
      if (code !== 'word' && code !== 'form' && code !== 'phrase') continue
      for (const places of meeting(needs, found)) for (const place of places) barred[place] = 1
    }
  return barred
}

/** The best of many, without keeping all of them. */
class Best {
  private kept: Candidate[] = []
  private least = 0
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  add(segmentId: Id, place: number, score: number): void {
    if (score <= this.least) return
    this.kept.push({ segmentId, place, score })
    if (this.kept.length < this.limit * 4) return
    this.kept = this.take()
    this.least = this.kept.at(-1)?.score ?? 0
  }

  take(): Candidate[] {
    return this.kept.sort((a, b) => b.score - a.score).slice(0, this.limit)
  }
}
