import type { Id } from '../../base/ids.ts'
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
 * What the index ranks best for each question, in one statement for all, and two more where a word is in hardly any document: then it is
 * looked for as a slip of others, which mends the question's clauses for whoever reads on.
 */
export async function askIndex(
  db: Db,
  { segments, questions, now }: { segments: readonly Segment[]; questions: readonly Question[]; now: Date },
): Promise<Ranked[]> {
  const asked = questions.map((question) => ({
    question,
    segments: segments.filter(({ family }) => family === question.family),
  }))
  const searches = asked.map(({ question, segments: of }) => searchOf(of, lookupsOf(question)))
  const places = await lookUp(db, searches)
  const rare = asked.map(({ question, segments: of }) => {
    const ids = new Set(of.map(({ id }) => id))
    const own = new Map([...places].filter(([id]) => ids.has(id)))
    return question.clauses.wanted.filter(
      (clause) => clause.mendable !== null && documentsIn(own, clause) <= RARE,
    )
  })
  if (rare.some((clauses) => clauses.length > 0)) {
    await mend(
      db,
      asked.map(({ segments: of }, at) => ({ segmentIds: largest(of), clauses: rare[at] ?? [] })),
    )
    const more = asked.map(({ question, segments: of }, at) => {
      const known = new Set(searches[at]?.lookups.map(keyOf))
      return searchOf(
        of,
        lookupsOf(question).filter((lookup) => !known.has(keyOf(lookup))),
      )
    })
    for (const [id, found] of await lookUp(db, more))
      places.set(id, new Map([...(places.get(id) ?? NONE), ...found]))
  }
  return asked.map(({ question: { clauses, facts, since, until }, segments: of }) =>
    rank({
      ...{ segments: of, places, clauses, facts },
      since: since === null ? Number.NEGATIVE_INFINITY : since.getTime() / 1000,
      until: until === null ? Number.POSITIVE_INFINITY : until.getTime() / 1000,
      now: now.getTime() / 1000,
      limit: CANDIDATES_MAX,
    }),
  )
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

/** Every term of a question, once. */
function lookupsOf({ clauses: { wanted, unwanted }, facts }: Question): Lookup[] {
  const ofClause = ({ alternatives }: Clause) => alternatives.flatMap(({ needs }) => needs.flat())
  const all = [...wanted.flatMap(ofClause), ...unwanted.flatMap(ofClause), ...facts]
  return [...new Map(all.map((lookup) => [keyOf(lookup), lookup])).values()]
}
