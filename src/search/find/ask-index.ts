import type { Id } from '../../base/ids.ts'
import type { MatchCode } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import type { Family } from '../index/write.ts'
import type { Clause, Clauses, Fact, Lookup } from '../query/clauses.ts'
import { mend } from '../query/mend.ts'
import { keyOf, lookUp, type Places, type Search, type SegmentPlaces } from './lookups.ts'
import { documentsIn, type Ranked, rank } from './rank.ts'
import type { Segment } from './segments.ts'

/** What a family of documents is asked. */
export type Question = {
  family: Family
  clauses: Clauses
  /** What a document must have, whatever else. */
  facts: readonly Fact[]
  since: Date | null
  until: Date | null
}

/** A word that so few documents have may be a slip, which others made as well. */
const RARE = 2
/** Segments whose words are looked through for what a mistyped one may have been: the largest. */
const MENDING_SEGMENTS = 12
const CANDIDATES_MAX = 600

/**
 * What the index ranks best for each question, in one statement for all. First by the words themselves and their forms. Where those
 * leave less than anybody pages through, a word that is in hardly any document is looked for as a slip of others, which mends the
 * question's clauses for whoever reads on, and by what else is said for it; and then so are the others, unless it is in nothing at all.
 */
export async function askIndex(
  db: Db,
  { segments, questions, now }: { segments: readonly Segment[]; questions: readonly Question[]; now: Date },
): Promise<Ranked[]> {
  const all = questions.map((question): Asked => {
    const own = segments.filter(({ family }) => family === question.family)
    const places = new Map(own.map(({ id }) => [id, NONE]))
    return { question, segments: own, places, known: new Set(), ranked: NOTHING, now }
  })
  await lookFor(db, all, ({ question }) => lookupsOf(question, AT_FIRST))
  const lacking = all.filter(isLacking)
  if (lacking.length > 0) {
    await mend(
      db,
      lacking.map((one) => ({
        segmentIds: largest(one.segments),
        clauses: rareIn(one).filter(({ mendable }) => mendable !== null),
      })),
    )
    await lookFor(db, lacking, (one) => rareIn(one).flatMap((clause) => lookupsIn(clause)))
    await lookFor(db, lacking.filter(mayFindMore), ({ question }) => lookupsOf(question))
  }
  return all.map(({ ranked }) => ranked)
}

/** A question, what was looked up for it so far, and what is ranked by that. */
type Asked = {
  question: Question
  segments: readonly Segment[]
  places: Map<Id, SegmentPlaces>
  known: Set<string>
  ranked: Ranked
  now: Date
}

const NOTHING: Ranked = { candidates: [], count: 0, loose: false, isMended: false, weights: [] }
const NONE: SegmentPlaces = new Map<string, Places>()

/** Looks up what of this is not known yet, in one statement for all who ask, and ranks anew by it. */
async function lookFor(
  db: Db,
  asking: readonly Asked[],
  lookupsFor: (asked: Asked) => readonly Lookup[],
): Promise<void> {
  const searches = asking.map((asked): Search => {
    const lookups = new Map(lookupsFor(asked).map((lookup) => [keyOf(lookup), lookup]))
    for (const key of asked.known) lookups.delete(key)
    for (const key of lookups.keys()) asked.known.add(key)
    return { segmentIds: asked.segments.map(({ id }) => id), lookups: [...lookups.values()] }
  })
  const found = searches.some(({ lookups }) => lookups.length > 0) ? await lookUp(db, searches) : new Map()
  for (const [at, asked] of asking.entries()) {
    if (searches[at]?.lookups.length === 0 && asked.ranked !== NOTHING) continue
    for (const [id, before] of asked.places)
      asked.places.set(id, new Map([...before, ...(found.get(id) ?? NONE)]))
    asked.ranked = rankBy(asked)
  }
}

/** Whether there is less than anybody pages through, and not because nothing is as a filter asks. */
function isLacking({ question: { facts }, places, ranked }: Asked): boolean {
  const isThere = (fact: Fact) =>
    [...places.values()].some((found) => fact.flat(2).some((lookup) => found.has(keyOf(lookup))))
  return ranked.count < ENOUGH && facts.every(isThere)
}

/** Clauses that hardly any document meets, by what is known. */
function rareIn({ question, places }: Asked): Clause[] {
  return question.clauses.wanted.filter((clause) => documentsIn(places, clause) <= RARE)
}

/** Not where a clause is met by nothing, whatever way: then more ways to meet the others find nothing that meets all. */
function mayFindMore(asked: Asked): boolean {
  const isHopeless = (clause: Clause) =>
    documentsIn(asked.places, clause) === 0 &&
    lookupsIn(clause).every((lookup) => asked.known.has(keyOf(lookup)))
  return isLacking(asked) && !asked.question.clauses.wanted.some(isHopeless)
}

/** Ways that are looked for at first. */
const AT_FIRST: ReadonlySet<MatchCode> = new Set(['word', 'form', 'start', 'phrase', 'fragment', 'who'])
/** So many are more than anybody pages through. */
const ENOUGH = 200

function rankBy({ question, segments, places, now }: Asked): Ranked {
  const { clauses, facts, since, until } = question
  return rank({
    ...{ segments, places, clauses, facts },
    since: since === null ? Number.NEGATIVE_INFINITY : since.getTime() / 1000,
    until: until === null ? Number.POSITIVE_INFINITY : until.getTime() / 1000,
    now: now.getTime() / 1000,
    limit: CANDIDATES_MAX,
  })
}

function largest(segments: readonly Segment[]): Id[] {
  return [...segments]
    .sort((a, b) => b.documents - a.documents)
    .slice(0, MENDING_SEGMENTS)
    .map(({ id }) => id)
}

/** Every term of a question; only of some ways when these are given. */
function lookupsOf(
  { clauses: { wanted, unwanted }, facts }: Question,
  codes?: ReadonlySet<MatchCode>,
): Lookup[] {
  return [...[...wanted, ...unwanted].flatMap((clause) => lookupsIn(clause, codes)), ...facts.flat(3)]
}

function lookupsIn({ alternatives }: Clause, codes?: ReadonlySet<MatchCode>): Lookup[] {
  return alternatives.flatMap(({ needs, code }) => (codes?.has(code) === false ? [] : needs.flat()))
}
