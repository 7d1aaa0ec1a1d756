import { sql } from 'kysely'
import type { Db } from '../../store/store.ts'
import { BLOCK_DOCUMENTS, DOCUMENT_BYTES, type Doc, unpackDocs } from '../index/segment.ts'
import type { Candidate } from './rank.ts'

/** What stands at these places, each document once, best first, with its score. */
export async function readDocuments(
  db: Db,
  candidates: readonly Candidate[],
): Promise<(Doc & { score: number })[]> {
  if (candidates.length === 0) return []
  const { rows } = await sql<{ n: number; doc: Buffer }>`
    select c.n::integer as n, substring(b.ids from c.at * ${DOCUMENT_BYTES} + 1 for ${DOCUMENT_BYTES}) as doc
    from unnest(${candidates.map(({ segmentId }) => segmentId)}::uuid[],
      ${candidates.map(({ place }) => Math.floor(place / BLOCK_DOCUMENTS))}::integer[],
      ${candidates.map(({ place }) => place % BLOCK_DOCUMENTS)}::integer[]) with ordinality c (segment_id, block, at, n)
    cross join lateral (
      select ids from search_document_block b where b.segment_id = c.segment_id and b.block = c.block limit 1) b
    order by c.n`.execute(db)
  const seen = new Set<string>()
  return rows.flatMap(({ n, doc }) => {
    const [found] = unpackDocs(doc)
    const key = `${found?.kind} ${found?.id}`
    if (found === undefined || seen.has(key)) return []
    seen.add(key)
    return [{ ...found, score: candidates[n - 1]?.score ?? 0 }]
  })
}
