import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import type { Family } from '../index/write.ts'

/** A segment as a search sees it. */
export type Segment = {
  id: Id
  family: Family
  documents: number
  /** Unix seconds of every 256th document, from the first on, and of the last. */
  times: readonly number[]
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
      id === null ? [] : [{ id, family, documents, times: secondsIn(times, lastAt) }],
    ),
  }
}

function secondsIn(times: Buffer, lastAt: Date): number[] {
  const seconds = Array.from({ length: times.length / 4 }, (_, at) => times.readUInt32BE(at * 4))
  return [...seconds, Math.floor(lastAt.getTime() / 1000)]
}
