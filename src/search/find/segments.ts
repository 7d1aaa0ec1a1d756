import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { BLOCK_DOCUMENTS } from '../index/segment.ts'
import type { Family } from '../index/write.ts'

/** A segment as a search sees it. */
export type Segment = {
  id: Id
  family: Family
  documents: number
  /** Unix seconds of the document at this place, to within what 256 documents take. */
  timeAt(place: number): number
}

/** Segments, the newest first: what is found first need not be displaced later. And the firm's time zone. */
export async function readSegments(db: Db): Promise<{ segments: Segment[]; timeZone: string }> {
  const { rows } = await sql<{
    timeZone: string
    id: Id | null
    family: Family
    documents: number
    times: Buffer
    lastAt: Date
  }>`
    select t.time_zone, s.id, s.family, s.documents, s.times, s.last_at
    from tenant t left join search_segment s on s.tenant_id = t.tenant_id order by s.last_at desc`.execute(db)
  return {
    timeZone: rows[0]?.timeZone ?? 'UTC',
    segments: rows.flatMap(({ id, family, documents, times, lastAt }) =>
      id === null ? [] : [{ id, family, documents, timeAt: timeOf(documents, times, lastAt) }],
    ),
  }
}

/** The time at a place, between those that are known. */
function timeOf(documents: number, times: Buffer, lastAt: Date): Segment['timeAt'] {
  const starts = Array.from({ length: times.length / 4 }, (_, at) => times.readUInt32BE(at * 4))
  starts.push(Math.floor(lastAt.getTime() / 1000))
  return (place) => {
    const block = Math.floor(place / BLOCK_DOCUMENTS)
    const from = starts[block] ?? 0
    const to = starts[block + 1] ?? from
    const length = Math.min(BLOCK_DOCUMENTS, documents - block * BLOCK_DOCUMENTS)
    return from + ((to - from) * (place - block * BLOCK_DOCUMENTS)) / length
  }
}
