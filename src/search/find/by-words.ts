import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { type Hit, type HitKind, hitKinds, type SearchAnswer } from '../../contract/search.ts'
import { mayBeNarrow, narrowedMessages } from '../../inbox/inbox.ts'
import type { Db } from '../../store/store.ts'
import { type Clauses, messageClauses, recordClauses } from '../query/clauses.ts'
import { type Filters, type ParsedQuery, parseQuery } from '../query/parse.ts'
import { askIndex, type Question } from './ask-index.ts'
import { conversationsOf } from './conversations.ts'
import { readDocuments } from './documents.ts'
import { checkRanked, type Found, factsOf, lookThrough } from './find-messages.ts'
import type { AskedFilters } from './messages.ts'
import { bothOf, type People, peopleAmong } from './people.ts'
import type { Ranked } from './rank.ts'
import { loadRecords } from './records.ts'
import { readSegments, type Segment } from './segments.ts'

/** What of messages is asked: their filters, with whom the words meant, and what of their words. */
export type AskedOfMessages = {
  filters: AskedFilters
  clauses: Clauses
  /** All messages that the filters leave, where they are few. */
  ids: readonly Id[] | null
}

export type WordsInput = {
  query: string
  /** Kinds that are wanted and may be read. */
  kinds: ReadonlySet<HitKind>
  now: Date
  /** So many hits, and the best of each kind, best first. */
  enough: number
  /** Only what is asked is told, and nothing looked for. */
  isTold: boolean
  /** Hears what of messages is asked as soon as that is known, so that somebody else can look beside this; not at all where it can be none. */
  onAsked: (asked: AskedOfMessages) => void
}

export type FoundByWords = {
  records: Hit[]
  areAllRecords?: boolean
  messages: Found
  issues: SearchAnswer['issues']
}

/** Nobody turns more pages than these hits. */
export const HITS_MAX = 200

/**
 * Finds what a query asks for, best first: by words, recency and kind, the very words before what is like them. Bounded whatever is asked:
 * places of terms are read, and a page's documents. What the index does not know yet is not found.
 */
export async function findByWords(db: Db, input: WordsInput): Promise<FoundByWords> {
  await sql`set transaction isolation level repeatable read`.execute(db) // segments are replaced by others at any time
  const { segments, timeZone } = await readSegments(db)
  const parsed = parseQuery(input.query, { timeZone, today: input.now })
  const isNarrowed = narrows(parsed.filters)
  if (parsed.asked.length === 0 && !isNarrowed)
    return { records: [], messages: NO_MESSAGES, issues: parsed.issues }
  const wanted = { ...input, segments, parsed }
  const found = isNarrowed ? await findNarrowed(db, wanted) : await findAnywhere(db, wanted)
  return { ...found, issues: [...parsed.issues, ...found.issues] }
}

type Wanted = WordsInput & { segments: readonly Segment[]; parsed: ParsedQuery }

const MESSAGE_KINDS: readonly HitKind[] = ['message', 'attachment']
const NO_MESSAGES: Found = { hits: [], count: 0, atLeast: false, loose: false, isMended: false }
const NOTHING: FoundByWords = { records: [], messages: NO_MESSAGES, issues: [] }
/** More than these are not looked through one by one. */
const NARROW_MAX = 1_000

/** Records and messages at once. */
async function findAnywhere(db: Db, wanted: Wanted): Promise<FoundByWords> {
  const { parsed, kinds, segments, now, enough } = wanted
  const records = recordQuestion(parsed)
  const messages = messageQuestion(parsed)
  const asksRecords =
    records.clauses.wanted.length > 0 &&
    hitKinds.some((kind) => kinds.has(kind) && !MESSAGE_KINDS.includes(kind))
  const asksMessages = MESSAGE_KINDS.some((kind) => kinds.has(kind)) && saysSomething(parsed, messages)
  const filters = { ...parsed.filters, participantsIds: null }
  if (asksMessages) wanted.onAsked({ filters, clauses: messages.clauses, ids: null })
  if (wanted.isTold) return NOTHING
  const questions = [...(asksRecords ? [records] : []), ...(asksMessages ? [messages] : [])]
  const ranked = await askIndex(db, { segments, questions, now })
  const rankedOf = (question: Question) => ranked[questions.indexOf(question)]
  const found = await readRecords(db, records, rankedOf(records), enough)
  const conversations = kinds.has('conversation') ? await conversationsOf(db, found.hits) : []
  const inMessages = rankedOf(messages)
  return {
    records: [...found.hits, ...conversations],
    areAllRecords: found.isAll,
    messages:
      inMessages === undefined
        ? NO_MESSAGES
        : await checkRanked(db, {
            ...{ ranked: inMessages, clauses: messages.clauses, now, enough },
            filters,
            isChecked:
              messages.clauses.unwanted.length > 0 ||
              messages.clauses.wanted.some(({ phrase }) => phrase !== null),
          }),
    issues: [],
  }
}

/** Messages alone, since only they have what filters ask for. */
async function findNarrowed(db: Db, wanted: Wanted): Promise<FoundByWords> {
  const { parsed, kinds, segments, now, enough } = wanted
  if (!MESSAGE_KINDS.some((kind) => kinds.has(kind)) || !saysSomething(parsed, messageQuestion(parsed)))
    return NOTHING
  const people = await peopleMeant(db, wanted)
  if (people?.participantsIds.length === 0) {
    const { from, with: others } = parsed.filters
    const nobody = { code: 'nobody' as const, text: [...from, ...others].join(' ') }
    return { records: [], messages: NO_MESSAGES, issues: [nobody] }
  }
  const filters = { ...parsed.filters, participantsIds: people?.participantsIds ?? null }
  const asked = messageQuestion(parsed)
  const { clauses } = asked
  // Of whom the index has the name, not all that they ever said need be looked through. Which way it went bars little beside that,
  // and half of all messages would be read for it.
  const named = clauses.wanted.length > 0 ? (people?.named ?? null) : null
  const question =
    named === null ? asked : { ...asked, facts: [...factsOf({ ...filters, direction: null }), ...named] }
  const isNarrow = mayBeNarrow(named === null ? filters : { ...filters, participantsIds: null })
  const ids = isNarrow ? await narrowedMessages(db, { filters, max: NARROW_MAX }) : null
  wanted.onAsked({ filters, clauses, ids })
  if (wanted.isTold) return NOTHING
  const narrow = { clauses, filters, now, hitsMax: HITS_MAX }
  if (ids !== null) {
    const messages = await lookThrough(db, { ...narrow, ids, isMended: false })
    if (messages.count > 0 || clauses.wanted.length === 0) return { records: [], messages, issues: [] }
  }
  const [ranked] = await askIndex(db, { segments, questions: [question], now })
  if (ranked === undefined) return NOTHING
  const messages =
    ids === null
      ? await checkRanked(db, { ranked, clauses, filters, isChecked: true, now, enough })
      : await lookThrough(db, { ...narrow, ids, isMended: ranked.isMended })
  return { records: [], messages, issues: [] }
}

/** Whom `from:` and `with:` mean; null for anybody. */
async function peopleMeant(db: Db, { parsed, segments, now }: Wanted): Promise<People | null> {
  const { filters } = parsed
  let meant = null as People | null
  for (const words of [...filters.from, ...filters.with]) {
    const question = recordQuestion({ asked: [{ words, exact: false, without: false }], isOpen: true })
    const [ranked] = await askIndex(db, { segments, questions: [question], now })
    const { hits } = await readRecords(db, question, ranked, HITS_MAX)
    const found = await peopleAmong(db, hits)
    meant = meant === null ? found : bothOf(meant, found)
  }
  if (filters.from.length > 0) filters.direction ??= 'in'
  return meant
}

/** Whether what was asked can be looked for: words that no index has, such as one of a hundred letters, are in nothing. */
function saysSomething({ asked }: ParsedQuery, { clauses }: Question): boolean {
  return clauses.wanted.length > 0 || asked.every(({ without }) => without)
}

function recordQuestion({ asked, isOpen }: Pick<ParsedQuery, 'asked' | 'isOpen'>): Question {
  return { family: 'record', clauses: recordClauses(asked, isOpen), facts: [], since: null, until: null }
}

function messageQuestion({ asked, isOpen, filters }: ParsedQuery): Question {
  const { since, until } = filters
  return { family: 'message', clauses: messageClauses(asked, isOpen), facts: factsOf(filters), since, until }
}

/** Records of what the index ranked best, until there are enough; `isAll` when there are no more. */
async function readRecords(
  db: Db,
  { clauses }: Question,
  ranked: Ranked | undefined,
  enough: number,
): Promise<{ hits: Hit[]; isAll: boolean }> {
  const whole = ranked?.candidates.slice(0, Math.min(ranked.count, HITS_MAX)) ?? []
  const hits: Hit[] = []
  let loaded = 0
  for (; loaded < whole.length && hits.length < enough; loaded += RECORDS_AT_ONCE) {
    const docs = await readDocuments(db, whole.slice(loaded, loaded + RECORDS_AT_ONCE))
    const most = hits.at(-1)?.score ?? Number.POSITIVE_INFINITY
    const found = await loadRecords(db, { docs, clauses })
    hits.push(
      ...found.map((hit) => ({ ...hit, score: Math.min(most, hit.score) })).sort((x, y) => y.score - x.score),
    )
  }
  return { hits, isAll: loaded >= whole.length && whole.length === (ranked?.count ?? 0) }
}

/** As many as a page can ask for. */
const RECORDS_AT_ONCE = 60

function narrows({ has, from, with: others, ...rest }: Filters): boolean {
  return has.length + from.length + others.length > 0 || Object.values(rest).some((value) => value !== null)
}
