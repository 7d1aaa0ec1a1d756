import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Db, Store } from '../../store/store.ts'
import { sigil, wordsVersion } from '../words/analyse.ts'
import { readBlock } from './codec.ts'
import { Overtaken } from './overtaken.ts'
import { byTime, type Doc, type Draft, packSegment, SEGMENT_DOCUMENTS_MAX, unpackDocs } from './segment.ts'
import { deleteSegments, type Family, lockIndex, writeSegment } from './write.ts'

/** Segments of about one size that are merged into one of the next: every document is written some five times in its life. */
const FAN = 8
const BLOCKS_PER_BREATH = 32

type Segment = { id: Id; family: Family; documents: number; stale: boolean; version: number }

/**
 * Merges segments while there are eight of about one size, and writes anew, without what is gone, those that may hold
 * words of documents that are. Returns how many segments it wrote. Throws `Overtaken` when another process did the same.
 */
export async function mergeSegments(
  io: { store: Store; clock: Clock },
  { tenantId, signal }: { tenantId: Id; signal?: AbortSignal | undefined },
): Promise<number> {
  let written = 0
  for (;;) {
    signal?.throwIfAborted()
    const segments = await io.store.read(tenantId, listSegments)
    const due = dueToMerge(segments)
    const [{ family } = { family: undefined }] = due
    if (family === undefined) return written
    await replace(io, { tenantId, family, segments: due })
    written++
  }
}

function listSegments(db: Db): Promise<Segment[]> {
  return db
    .selectFrom('searchSegment')
    .select(['id', 'family', 'documents', 'stale', 'version'])
    .orderBy('id')
    .execute() as Promise<Segment[]>
}

/** Segments to be made into one, oldest first; none when all is well. */
function dueToMerge(segments: readonly Segment[]): Segment[] {
  const present = segments.filter(({ version }) => version === wordsVersion)
  const stale = present.find((segment) => segment.stale)
  if (stale !== undefined) return [stale]
  const bySize = Map.groupBy(present, ({ family, documents }) => `${family} ${tierOf(documents)}`)
  for (const same of bySize.values()) {
    const due: Segment[] = []
    let documents = 0
    for (const segment of same) {
      if (documents + segment.documents > SEGMENT_DOCUMENTS_MAX) continue
      due.push(segment)
      documents += segment.documents
      if (due.length === FAN) return due
    }
    if (due.length > 1 && documents > SEGMENT_DOCUMENTS_MAX / 2 && due.length < same.length) return due
  }
  return []
}

function tierOf(documents: number): number {
  return Math.floor(Math.log2(documents) / Math.log2(FAN))
}

async function replace(
  io: { store: Store; clock: Clock },
  { tenantId, family, segments }: { tenantId: Id; family: Family; segments: readonly Segment[] },
): Promise<void> {
  const ids = segments.map(({ id }) => id)
  const parts = await io.store.read(tenantId, async (db) => {
    const read: Draft[] = []
    for (const id of ids) read.push(await readSegment(db, id))
    return read
  })
  const docs = parts.flatMap((part) => part.docs)
  const present = segments.some(({ stale }) => stale)
    ? await io.store.read(tenantId, (db) => presentAmong(db, { family, docs }))
    : undefined
  const merged = await mergeDrafts(parts, (doc) => present?.has(keyOf(doc)) ?? true)
  const packed = merged.docs.length === 0 ? undefined : await packSegment(merged)
  await io.store.write(tenantId, async (tx) => {
    await lockIndex(tx)
    if (!(await deleteSegments(tx, segments))) throw new Overtaken()
    if (packed !== undefined) await writeSegment(tx, { clock: io.clock, family, segment: packed })
    // What left the index between the look and now is in the new segment still.
    if (
      present !== undefined &&
      (await presentAmong(tx, { family, docs: merged.docs })).size < merged.docs.length
    )
      throw new Overtaken()
  })
}

/** All of a segment, from its rows. */
async function readSegment(db: Db, id: Id): Promise<Draft> {
  const documentBlocks = await db
    .selectFrom('searchDocumentBlock')
    .select('ids')
    .where('segmentId', '=', id)
    .orderBy('block')
    .execute()
  const termBlocks = await db
    .selectFrom('searchTermBlock')
    .select('entries')
    .where('segmentId', '=', id)
    .orderBy('firstTerm')
    .execute()
  const places = new Map<string, Uint32Array>()
  for (const { entries } of termBlocks)
    readBlock(entries, (term, unpack) => {
      if (!term.startsWith(sigil.backwards)) places.set(term, unpack())
      return true
    })
  return { docs: documentBlocks.flatMap(({ ids }) => unpackDocs(ids)), places }
}

/** Documents of all parts that are wanted, each once: as the latest part that has it tells it. */
async function mergeDrafts(parts: readonly Draft[], isWanted: (doc: Doc) => boolean): Promise<Draft> {
  const latest = new Map<string, number>()
  for (const [part, { docs }] of parts.entries()) for (const doc of docs) latest.set(keyOf(doc), part)
  const kept = parts.flatMap(({ docs }, part) =>
    docs.flatMap((doc, place) =>
      latest.get(keyOf(doc)) === part && isWanted(doc) ? [{ doc, part, place }] : [],
    ),
  )
  kept.sort((a, b) => byTime(a.doc, b.doc))
  const moved = parts.map(({ docs }) => new Int32Array(docs.length).fill(-1))
  for (const [place, from] of kept.entries()) {
    const of = moved[from.part]
    if (of !== undefined) of[from.place] = place
  }
  const places = new Map<string, number[]>()
  for (const [index, part] of parts.entries()) {
    let terms = 0
    for (const [term, olds] of part.places) {
      const news = places.get(term) ?? []
      for (let at = 0; at < olds.length; at++) {
        const place = moved[index]?.[olds[at] ?? 0] ?? -1
        if (place >= 0) news.push(place)
      }
      if (news.length > 0) places.set(term, news)
      if (++terms % (BLOCKS_PER_BREATH * 64) === 0) await breathe()
    }
  }
  for (const of of places.values()) of.sort((a, b) => a - b)
  return { docs: kept.map(({ doc }) => doc), places }
}

function keyOf({ kind, id }: Doc): string {
  return `${kind} ${id}`
}

/** Keys of those documents that are in the index at present. */
async function presentAmong(
  db: Db,
  { family, docs }: { family: Family; docs: readonly Doc[] },
): Promise<Set<string>> {
  const ids = docs.map(({ id }) => id)
  const { rows } = await (family === 'message'
    ? sql<{ kind: Doc['kind']; id: Id }>`
        select 'message' as kind, message_id as id from search_message where message_id = any(${ids}::uuid[])`
    : sql<{ kind: Doc['kind']; id: Id }>`
        select kind, record_id as id from search_record where record_id = any(${ids}::uuid[])`
  ).execute(db)
  return new Set(rows.map(keyOf as (row: { kind: Doc['kind']; id: Id }) => string))
}
