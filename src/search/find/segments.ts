import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { BLOCK_DOCUMENTS } from '../index/segment.ts'
import type { Family } from '../index/write.ts'

/** A segment as a search sees it. */
export type Segment = {
  id: Id
  documents: number
  /** Unix seconds of the document at this place, to within what 256 documents take. */
  timeAt(place: number): number
}

/** Segments of a family, the newest first: what is found first need not be displaced later. */
export async function readSegments(db: Db, family: Family): Promise<Segment[]> {
  const rows = await db
    .selectFrom('searchSegment')
    .select(['id', 'documents', 'times', 'lastAt'])
    .where('family', '=', family)
    .orderBy('lastAt', 'desc')
    .execute()
  return rows.map(({ id, documents, times, lastAt }) => {
    const starts = Array.from({ length: times.length / 4 }, (_, at) => times.readUInt32BE(at * 4))
    starts.push(Math.floor(lastAt.getTime() / 1000))
    return {
      id,
      documents,
      timeAt: (place) => {
        const block = Math.floor(place / BLOCK_DOCUMENTS)
        const from = starts[block] ?? 0
        const to = starts[block + 1] ?? from
        const length = Math.min(BLOCK_DOCUMENTS, documents - block * BLOCK_DOCUMENTS)
        return from + ((to - from) * (place - block * BLOCK_DOCUMENTS)) / length
      },
    }
  })
}
