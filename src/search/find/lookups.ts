import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { readBlock } from '../index/codec.ts'
import type { Lookup } from '../query/clauses.ts'

/** Blocks that one beginning may reach over in a segment: some 800 terms. */
const BLOCKS_PER_START = 8

/** Places of a lookup in one segment: a list for each term it met. */
export type Places = readonly Uint32Array[]
/** What was looked up in one segment, by `keyOf`. */
export type SegmentPlaces = ReadonlyMap<string, Places>

export function keyOf({ term, isStart }: Lookup): string {
  return isStart ? `${term}*` : term
}

/** The places of these terms in these segments, in one statement. Segments without any are left out. */
export async function lookUp(
  db: Db,
  { segmentIds, lookups }: { segmentIds: readonly Id[]; lookups: readonly Lookup[] },
): Promise<Map<Id, SegmentPlaces>> {
  const found = new Map<Id, Map<string, Uint32Array[]>>()
  if (segmentIds.length === 0 || lookups.length === 0) return found
  for (const { segmentId, n, entries } of await readBlocks(db, segmentIds, lookups)) {
    const lookup = lookups[n - 1]
    if (lookup === undefined) continue
    const { term: wanted, isStart } = lookup
    readBlock(entries, (term, unpack) => {
      if (isStart ? term.startsWith(wanted) : term === wanted) {
        const of = found.get(segmentId) ?? new Map<string, Uint32Array[]>()
        found.set(segmentId, of)
        const key = keyOf(lookup)
        const places = unpack()
        if (places.length > 0) of.set(key, [...(of.get(key) ?? []), places])
      }
      return isStart ? term < wanted || term.startsWith(wanted) : term < wanted
    })
  }
  return found
}

/** Terms that begin so, in these segments. */
export async function termsFrom(
  db: Db,
  { segmentIds, starts }: { segmentIds: readonly Id[]; starts: readonly string[] },
): Promise<Set<string>> {
  const terms = new Set<string>()
  const lookups = starts.map((term) => ({ term, isStart: true }))
  for (const { n, entries } of await readBlocks(db, segmentIds, lookups)) {
    const start = starts[n - 1] ?? ''
    readBlock(entries, (term) => {
      if (term.startsWith(start)) terms.add(term)
      return term < start || term.startsWith(start)
    })
  }
  return terms
}

type BlockRow = { segmentId: Id; n: number; entries: Buffer }

/** A block of a segment begins with its first term: the one wanted is in the last that does not begin behind it. */
async function readBlocks(
  db: Db,
  segmentIds: readonly Id[],
  lookups: readonly Lookup[],
): Promise<BlockRow[]> {
  if (segmentIds.length === 0 || lookups.length === 0) return []
  const lows = lookups.map(({ term }) => term)
  const highs = lookups.map(({ term, isStart }) => (isStart ? term + HIGHEST : null))
  const { rows } = await sql<BlockRow>`
    select s.id as segment_id, q.n::integer as n, b.entries
    from unnest(${segmentIds as Id[]}::uuid[]) s (id)
    cross join unnest(${lows}::text[], ${highs}::text[]) with ordinality q (low, high, n)
    cross join lateral (
      (select b.entries from search_term_block b
       where b.segment_id = s.id and b.first_term <= q.low collate "C" order by b.first_term desc limit 1)
      union all
      (select b.entries from search_term_block b
       where q.high is not null and b.segment_id = s.id and b.first_term > q.low collate "C" and b.first_term < q.high collate "C"
       order by b.first_term limit ${BLOCKS_PER_START})
    ) b`.execute(db)
  return rows
}

/** Behind every letter that is indexed. */
const HIGHEST = '\ud7ff'
