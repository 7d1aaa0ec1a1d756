import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import type { Tx } from '../../store/store.ts'
import { wordsVersion } from '../words/analyse.ts'
import type { PackedSegment } from './segment.ts'

export type Family = 'message' | 'record'

/** Rows of one statement: some 400 KB. */
const BLOCKS_PER_STATEMENT = 200

/** Keeps a segment. */
export async function writeSegment(
  tx: Tx,
  { clock, family, segment }: { clock: Clock; family: Family; segment: PackedSegment },
): Promise<void> {
  const id = newId(clock)
  const { documents, firstAt, lastAt, times, termBlocks, documentBlocks } = segment
  await tx
    .insertInto('searchSegment')
    .values({ id, family, version: wordsVersion, documents, firstAt, lastAt, times, madeAt: clock.now() })
    .execute()
  for (let at = 0; at < termBlocks.length; at += BLOCKS_PER_STATEMENT) {
    const blocks = termBlocks.slice(at, at + BLOCKS_PER_STATEMENT)
    await sql`
      insert into search_term_block (segment_id, first_term, entries)
      select ${id}, * from unnest(${blocks.map(({ firstTerm }) => firstTerm)}::text[], ${blocks.map(({ entries }) => entries)}::bytea[])`.execute(
      tx,
    )
  }
  for (let at = 0; at < documentBlocks.length; at += BLOCKS_PER_STATEMENT) {
    const blocks = documentBlocks.slice(at, at + BLOCKS_PER_STATEMENT)
    await sql`
      insert into search_document_block (segment_id, block, ids)
      select ${id}, ${at} + n - 1, ids from unnest(${blocks}::bytea[]) with ordinality b (ids, n)`.execute(tx)
  }
}

/** Takes segments away; whether all of them were there, and as stale as they were. */
export async function deleteSegments(
  tx: Tx,
  segments: readonly { id: Id; stale: boolean }[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from search_segment s using unnest(${segments.map(({ id }) => id)}::uuid[], ${segments.map(({ stale }) => stale)}::bool[]) g (id, stale)
    where s.id = g.id and s.stale = g.stale`.execute(tx)
  return Number(numAffectedRows ?? 0) === segments.length
}

/**
 * Holds the firm's index until the transaction ends: whoever writes to it, or takes something out of it, does so alone. Otherwise a
 * merge that does not see an erasure yet would write the erased words anew.
 */
export async function lockIndex(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('search index ' || app_tenant(), 0))`.execute(tx)
}
