import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { decodeCursor, encodeCursor } from '../../base/page.ts'
import { type Hit, type HitKind, hitKinds, type SearchAnswer } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import { type Clauses, type Lookup, messageClauses, recordClauses } from '../query/clauses.ts'
import { mend } from '../query/mend.ts'
import { type Filters, parseQuery } from '../query/parse.ts'
import { sigil } from '../words/analyse.ts'
import { conversationsOf } from './conversations.ts'
import { readDocuments } from './documents.ts'
import { lookUp } from './lookups.ts'
import { relevanceOf } from './match.ts'
import {
  type FoundMessage,
  loadMessages,
  type MessageFilters,
  mayBeNarrow,
  narrowedMessages,
  showMessage,
} from './messages.ts'
import { aged, documentsIn, LOOSE_SHARE, type Ranked, rank } from './rank.ts'
import { loadRecords } from './records.ts'
import { readSegments, type Segment } from './segments.ts'

export type SearchInput = {
  query: string
  /** Kinds that are wanted and may be read. */
  kinds: ReadonlySet<HitKind>
  cursor?: string | undefined
  limit: number
  now: Date
}

/** Nobody turns more pages than these hits; candidates are ranked beyond, for those that filters bar. */
const HITS_MAX = 200
const CANDIDATES_MAX = 600
const LOADED_AT_ONCE = 60
/** A word that so few documents have may be a slip, which others made as well. */
const RARE = 2
/** Segments whose words are looked through for what a mistyped one may have been. */
const MENDING_SEGMENTS = 12

/**
 * Finds what a query asks for, best first: by words, recency and kind, the very words before what is like them. Bounded whatever is asked:
 * places of terms are read, and a page's documents. What the index does not know yet is not found.
 */
export async function search(db: Db, input: SearchInput): Promise<Omit<SearchAnswer, 'complete'>> {
  await sql`set transaction isolation level repeatable read`.execute(db) // segments are replaced by others at any time
  const { timeZone } = await db.selectFrom('tenant').select('timeZone').executeTakeFirstOrThrow()
  const { asked, filters, isOpen, issues } = parseQuery(input.query, { timeZone, today: input.now })
  const offset = input.cursor === undefined ? 0 : Number(decodeCursor(input.cursor, 1)[0])
  const wantsMessages = ['message', 'attachment'].some((kind) => input.kinds.has(kind as HitKind))
  const isNarrowed = narrows(filters)
  if (asked.length === 0 && !isNarrowed) return { items: [], next: null, totals: [], loose: false, issues }
  const records: Found =
    isNarrowed ||
    !RECORD_KINDS.some(
      (kind) => input.kinds.has(kind) || (kind === 'customer' && input.kinds.has('conversation')),
    )
      ? NOTHING
      : await findRecords(db, { clauses: recordClauses(asked, isOpen), now: input.now })
  const people = await peopleMeant(db, filters, input.now)
  const messages: Found =
    !wantsMessages || people === 'nobody'
      ? NOTHING
      : await findMessages(db, {
          clauses: messageClauses(asked, isOpen),
          filters: { ...filters, participantsIds: people },
          now: input.now,
          enough: Math.min(HITS_MAX, offset + input.limit + 1),
        })
  const conversations = input.kinds.has('conversation') ? await conversationsOf(db, records.hits) : []
  const hits = [...records.hits, ...conversations, ...messages.hits]
    .filter(({ kind }) => input.kinds.has(kind))
    .sort((a, b) => b.score - a.score)
  const items = hits.slice(offset, offset + input.limit)
  const isMore = hits.length > offset + input.limit && offset + input.limit < HITS_MAX
  return {
    items,
    next: isMore ? encodeCursor([offset + input.limit]) : null,
    totals: totalsOf(hits, messages),
    loose: messages.loose,
    issues:
      people === 'nobody'
        ? [...issues, { code: 'nobody', text: [...filters.from, ...filters.with].join(' ') }]
        : issues,
  }
}

const RECORD_KINDS: readonly HitKind[] = ['customer', 'contact_point', 'property', 'ticket']

type Found = { hits: Hit[]; count: number; atLeast: boolean; loose: boolean }
const NOTHING: Found = { hits: [], count: 0, atLeast: false, loose: false }

function narrows({ has, from, with: others, ...rest }: Filters): boolean {
  return has.length + from.length + others.length > 0 || Object.values(rest).some((value) => value !== null)
}

function totalsOf(hits: readonly Hit[], messages: Found): SearchAnswer['totals'] {
  const counts = Map.groupBy(hits, ({ kind }) => kind)
  return hitKinds.flatMap((kind): SearchAnswer['totals'] => {
    const count = counts.get(kind)?.length ?? 0
    if (kind !== 'message') return count === 0 ? [] : [{ kind, count, atLeast: count >= HITS_MAX }]
    const files = counts.get('attachment')?.length ?? 0
    const all = Math.max(count, messages.count - files)
    return all === 0 || count === 0 ? [] : [{ kind, count: all, atLeast: messages.atLeast }]
  })
}

/** The sets of people that `from:` and `with:` mean; null for any, 'nobody' when they mean none. */
async function peopleMeant(db: Db, filters: Filters, now: Date): Promise<readonly Id[] | null | 'nobody'> {
  let meant = null as Id[] | null
  for (const words of [...filters.from, ...filters.with]) {
    const asked = [{ words, exact: false, without: false }]
    const { hits } = await findRecords(db, { clauses: recordClauses(asked, true), now })
    const best = Math.max(0, ...hits.map(({ score }) => score))
    const meantHits = hits.filter(({ score }) => score >= best * MEANT_SHARE)
    const customerIds = [...new Set(meantHits.flatMap(({ customerId }) => customerId ?? []))].slice(
      0,
      PEOPLE_MAX,
    )
    const pointIds = meantHits.flatMap(({ kind, id }) => (kind === 'contact_point' ? [id] : []))
    const { rows } = await sql<{ id: Id }>`
      select distinct a.participants_id as id from contact_point p
      join participant a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
      where p.customer_id = any(${customerIds}::uuid[]) or p.id = any(${pointIds}::uuid[])`.execute(db)
    const ids = rows.map(({ id }) => id)
    const before = meant
    meant = before === null ? ids : ids.filter((id) => before.includes(id))
  }
  if (filters.from.length > 0) filters.direction ??= 'in'
  return meant?.length === 0 ? 'nobody' : meant
}

const PEOPLE_MAX = 100
/** Whoever is called so is meant, and not who is called alike, unless nobody is. */
const MEANT_SHARE = 0.7

async function findRecords(db: Db, { clauses, now }: { clauses: Clauses; now: Date }): Promise<Found> {
  const segments = await readSegments(db, 'record')
  const { ranked } = await rankIn(db, { segments, clauses, facts: [], filters: null, now })
  const docs = await readDocuments(db, ranked.candidates.slice(0, Math.min(ranked.count, HITS_MAX)))
  const hits = await loadRecords(db, { docs, clauses })
  return { hits, count: hits.length, atLeast: docs.length === HITS_MAX, loose: false }
}

async function findMessages(
  db: Db,
  input: { clauses: Clauses; filters: MessageFilters; now: Date; enough: number },
): Promise<Found> {
  const { clauses, filters, now, enough } = input
  const segments = await readSegments(db, 'message')
  const narrow = mayBeNarrow(filters) ? await narrowedMessages(db, filters) : null
  const { ranked } = await rankIn(db, { segments, clauses, facts: factsOf(filters), filters, now })
  if (narrow !== null) return lookThrough(db, { ids: narrow, clauses, filters, now, weights: ranked.weights })
  const docs = await readDocuments(db, ranked.candidates)
  const hits: Hit[] = []
  let loaded = 0
  for (; loaded < docs.length && hits.length < enough; loaded += LOADED_AT_ONCE) {
    const some = docs.slice(loaded, loaded + LOADED_AT_ONCE)
    const found = await loadMessages(db, {
      ids: some.map(({ id }) => id),
      filters,
      clauses,
      loose: ranked.loose,
    })
    // What was ranked behind stays behind, so that a page does not depend on how many are asked for.
    const most = hits.at(-1)?.score ?? Number.POSITIVE_INFINITY
    const shown = found.map((one) => showMessage(one, Math.min(most, scoreOf(one, ranked.weights, now))))
    hits.push(...shown.sort((a, b) => b.score - a.score))
  }
  const isChecked =
    narrows(filters) || clauses.unwanted.length > 0 || clauses.wanted.some(({ phrase }) => phrase !== null)
  const all = loaded >= docs.length && docs.length < CANDIDATES_MAX
  return {
    hits,
    count: isChecked ? hits.length : Math.max(ranked.count, hits.length),
    atLeast: isChecked && !all,
    loose: ranked.loose,
  }
}

/** How good a message is by what it says now: words that the index knows of it may stand far apart. */
function scoreOf({ match, row }: FoundMessage, weights: readonly number[], now: Date): number {
  const share = match.ways.includes(null) ? LOOSE_SHARE : 1
  return share * aged(relevanceOf(match, weights), (now.getTime() - row.at.getTime()) / 1000)
}

/** What few messages say, one by one. */
async function lookThrough(
  db: Db,
  input: {
    ids: readonly Id[]
    clauses: Clauses
    filters: MessageFilters
    now: Date
    weights: readonly number[]
  },
): Promise<Found> {
  const { ids, clauses, filters, now, weights } = input
  const found = await loadMessages(db, { ids, filters, clauses, loose: false })
  const hits = found.map((one) => showMessage(one, scoreOf(one, weights, now)))
  hits.sort((a, b) => b.score - a.score)
  return { hits: hits.slice(0, HITS_MAX), count: hits.length, atLeast: false, loose: false }
}

/** Ranks by what the index has; a word that it hardly has is looked for as a slip of others. Mends `clauses` for whoever reads on. */
async function rankIn(
  db: Db,
  input: {
    segments: readonly Segment[]
    clauses: Clauses
    facts: readonly Lookup[]
    filters: Filters | null
    now: Date
  },
): Promise<{ ranked: Ranked }> {
  const { segments, clauses, facts, filters, now } = input
  const segmentIds = segments.map(({ id }) => id)
  let places = await lookUp(db, { segmentIds, lookups: [...lookupsOf(clauses), ...facts] })
  const rare = clauses.wanted.filter((clause) => documentsIn(places, clause) <= RARE)
  if (rare.some(({ mendable }) => mendable !== null)) {
    const largest = [...segments].sort((a, b) => b.documents - a.documents).slice(0, MENDING_SEGMENTS)
    await mend(db, { segmentIds: largest.map(({ id }) => id), clauses: rare })
    places = await lookUp(db, { segmentIds, lookups: [...lookupsOf(clauses), ...facts] })
  }
  const ranked = rank({
    segments,
    places,
    clauses,
    facts,
    since: filters?.since ? filters.since.getTime() / 1000 : Number.NEGATIVE_INFINITY,
    until: filters?.until ? filters.until.getTime() / 1000 : Number.POSITIVE_INFINITY,
    now: now.getTime() / 1000,
    limit: CANDIDATES_MAX,
  })
  return { ranked }
}

/** Every term of a query, once. */
function lookupsOf({ wanted, unwanted }: Clauses): Lookup[] {
  const all = [...wanted, ...unwanted].flatMap(({ alternatives }) =>
    alternatives.flatMap(({ needs }) => needs.flat()),
  )
  return [...new Map(all.map((lookup) => [`${lookup.isStart} ${lookup.term}`, lookup])).values()]
}

/** What a message's own terms tell of a filter. */
function factsOf({ has, channel, direction }: Filters): Lookup[] {
  const facts = [
    ...has.map((kind) => (kind === 'voicemail' ? 'kind.voicemail' : `has.${kind}`)),
    ...(channel === null ? [] : [`channel.${channel}`]),
    ...(direction === null ? [] : [direction]),
  ]
  return facts.map((fact) => ({ term: sigil.fact + fact, isStart: false }))
}
