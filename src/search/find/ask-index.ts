import type { Id } from '../../base/ids.ts'
import type { MatchCode } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import type { Family } from '../index/write.ts'
import type { Clause, Clauses, Lookup } from '../query/clauses.ts'
import { mend } from '../query/mend.ts'
import { keyOf, lookUp, type Places, type Search, type SegmentPlaces } from './lookups.ts'
import { documentsIn, type Ranked, rank } from './rank.ts'
import type { Segment } from './segments.ts'

/** What a family of documents is asked. */
export type Question = {
  family: Family
  clauses: Clauses
  /** Terms that a document must have, whatever else. */
  facts: readonly Lookup[]
  since: Date | null
  until: Date | null
}

/** A word that so few documents have may be a slip, which others made as well. */
const RARE = 2
/** Segments whose words are looked through for what a mistyped one may have been: the largest. */
const MENDING_SEGMENTS = 12
const CANDIDATES_MAX = 600

/**
 * What the index ranks best for each question, in one statement for all. First by the words themselves and their forms; where those
 * leave less than anybody pages through, by what is said for them, too, and a word that is in hardly any document is looked for as a
 * slip of others, which mends the question's clauses for whoever reads on.
 */
export async function askIndex(
  db: Db,
  { segments, questions, now }: { segments: readonly Segment[]; questions: readonly Question[]; now: Date },
): Promise<Ranked[]> {
  const asked = questions.map((question) => ({
    question,
    segments: segments.filter(({ family }) => family === question.family),
  }))
  const first = asked.map(({ question, segments: of }) => searchOf(of, lookupsOf(question, AT_FIRST)))
  const places = await lookUp(db, first)
  const ranked = asked.map(({ question, segments: of }) => rankBy(question, of, places, now))
  const lacking = asked.map((_, at) => (ranked[at]?.count ?? 0) < ENOUGH)
  if (!lacking.includes(true)) return ranked
  const rare = asked.map(({ question, segments: of }, at) => {
    const own = new Map(
      of.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) ?? NONE] as const] : [])),
    )
    const { wanted } = question.clauses
    return lacking[at]
      ? wanted.filter((clause) => clause.mendable !== null && documentsIn(own, clause) <= RARE)
      : []
  })
  if (rare.some((clauses) => clauses.length > 0))
    await mend(
      db,
      asked.map(({ segments: of }, at) => ({ segmentIds: largest(of), clauses: rare[at] ?? [] })),
    )
  const more = asked.map(({ question, segments: of }, at) => {
    const known = new Set(first[at]?.lookups.map(keyOf))
    const lookups = lacking[at] ? lookupsOf(question).filter((lookup) => !known.has(keyOf(lookup))) : []
    return searchOf(of, lookups)
  })
  if (more.every(({ lookups }) => lookups.length === 0)) return ranked
  for (const [id, found] of await lookUp(db, more))
    places.set(id, new Map([...(places.get(id) ?? NONE), ...found]))
  return asked.map(({ question, segments: of }, at) => {
    const before = ranked[at]
    return before !== undefined && !lacking[at] ? before : rankBy(question, of, places, now)
  })
}

/** Ways that are looked for at first. */
const AT_FIRST: ReadonlySet<MatchCode> = new Set(['word', 'form', 'start', 'phrase', 'fragment', 'who'])
/** So many are more than anybody pages through. */
const ENOUGH = 200

function rankBy(
  { clauses, facts, since, until }: Question,
  segments: readonly Segment[],
  places: ReadonlyMap<Id, SegmentPlaces>,
  now: Date,
): Ranked {
  return rank({
    ...{ segments, places, clauses, facts },
    since: since === null ? Number.NEGATIVE_INFINITY : since.getTime() / 1000,
    until: until === null ? Number.POSITIVE_INFINITY : until.getTime() / 1000,
    now: now.getTime() / 1000,
    limit: CANDIDATES_MAX,
  })
}

const NONE: SegmentPlaces = new Map<string, Places>()

function searchOf(segments: readonly Segment[], lookups: readonly Lookup[]): Search {
  return { segmentIds: segments.map(({ id }) => id), lookups }
}

function largest(segments: readonly Segment[]): Id[] {
  return [...segments]
    .sort((a, b) => b.documents - a.documents)
    .slice(0, MENDING_SEGMENTS)
    .map(({ id }) => id)
}

/** Every term of a question, once; only of some ways when these are given. */
function lookupsOf(
  { clauses: { wanted, unwanted }, facts }: Question,
  codes?: ReadonlySet<MatchCode>,
): Lookup[] {
  const ofClause = ({ alternatives }: Clause) =>
    alternatives.flatMap(({ needs, code }) => (codes?.has(code) === false ? [] : needs.flat()))
  const all = [...wanted.flatMap(ofClause), ...unwanted.flatMap(ofClause), ...facts]
  return [...new Map(all.map((lookup) => [keyOf(lookup), lookup])).values()]
}
