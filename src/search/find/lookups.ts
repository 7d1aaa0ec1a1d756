import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { termFinder } from '../index/codec.ts'
import type { Lookup } from '../query/clauses.ts'

/** Blocks that one beginning may reach over in a segment: some 800 terms. */
const BLOCKS_PER_START = 8

/** Places of a lookup in one segment: a list for each term it met. */
export type Places = readonly Uint32Array[]
/** What was looked up in one segment, by `keyOf`. */
export type SegmentPlaces = ReadonlyMap<string, Places>
/** Terms to be looked for in some segments. */
export type Search = { segmentIds: readonly Id[]; lookups: readonly Lookup[] }

export function keyOf({ term, isStart }: Lookup): string {
  return isStart ? `${term}*` : term
}

/** The places of terms in segments, in one statement for all of these. Segments without any are left out. */
export async function lookUp(db: Db, searches: readonly Search[]): Promise<Map<Id, SegmentPlaces>> {
  const found = new Map<Id, Map<string, Uint32Array[]>>()
  const wanted = searches.map(({ lookups }) => ({
    exact: new Set(lookups.flatMap(({ term, isStart }) => (isStart ? [] : [term]))),
    starts: lookups.flatMap(({ term, isStart }) => (isStart ? [term] : [])),
  }))
  const finders = wanted.map(termFinder)
  for (const { segmentId, search, entries } of await readBlocks(db, searches)) {
    const { exact, starts } = wanted[search] ?? { exact: new Set(), starts: [] }
    finders[search]?.(entries, (term, unpack) => {
      const keys = starts.flatMap((start) => (term.startsWith(start) ? [`${start}*`] : []))
      if (exact.has(term)) keys.push(term)
      const places = unpack()
      if (places.length === 0) return true
      const of = found.get(segmentId) ?? new Map<string, Uint32Array[]>()
      found.set(segmentId, of)
      for (const key of keys) {
        const lists = of.get(key)
        if (lists === undefined) of.set(key, [places])
        else lists.push(places)
      }
      return true
    })
  }
  return found
}

/** Terms that begin so, for each of these searches, in one statement. */
export async function termsFrom(db: Db, searches: readonly Search[]): Promise<Set<string>[]> {
  const terms = searches.map(() => new Set<string>())
  const finders = searches.map(({ lookups }) =>
    termFinder({ exact: new Set(), starts: lookups.map(({ term }) => term) }),
  )
  for (const { search, entries } of await readBlocks(db, searches))
    finders[search]?.(entries, (term) => {
      terms[search]?.add(term)
      return true
    })
  return terms
}

type BlockRow = { segmentId: Id; search: number; entries: Buffer }

/**
 * Blocks that may have what is looked for, each once: a block begins with its first term, so a term is in the last that does not
 * begin behind it. Looked for by its key first, because many terms are in one block.
 */
async function readBlocks(db: Db, searches: readonly Search[]): Promise<BlockRow[]> {
  const segments = searches.flatMap(({ segmentIds }, search) => segmentIds.map((id) => ({ id, search })))
  const lookups = searches.flatMap(({ lookups: of }, search) => of.map((lookup) => ({ ...lookup, search })))
  if (segments.length === 0 || lookups.length === 0) return []
  const { rows } = await sql<BlockRow>`
    with wanted as materialized (
      select distinct s.id, s.search, b.first_term
      from unnest(${segments.map(({ id }) => id)}::uuid[], ${segments.map(({ search }) => search)}::integer[]) s (id, search)
      join unnest(${lookups.map(({ search }) => search)}::integer[], ${lookups.map(({ term }) => term)}::text[],
        ${lookups.map(({ term, isStart }) => (isStart ? term + HIGHEST : null))}::text[]) q (search, low, high) on q.search = s.search
      cross join lateral (
        (select b.first_term from search_term_block b
         where b.segment_id = s.id and b.first_term <= q.low collate "C" order by b.first_term desc limit 1)
        union all
        (select b.first_term from search_term_block b
         where q.high is not null and b.segment_id = s.id and b.first_term > q.low collate "C" and b.first_term < q.high collate "C"
         order by b.first_term limit ${BLOCKS_PER_START})
      ) b
    )
    select w.id as segment_id, w.search, b.entries from wanted w
    cross join lateral (
      select entries from search_term_block b where b.segment_id = w.id and b.first_term = w.first_term limit 1) b`.execute(
    db,
  )
  return rows
}

/** Behind every letter that is indexed. */
const HIGHEST = '\ud7ff'
