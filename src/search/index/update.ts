import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Db, Store } from '../../store/store.ts'
import { wordsVersion } from '../words/analyse.ts'
import { mergeSegments } from './merge.ts'
import { indexMessages, messagesToIndex } from './messages.ts'
import { Overtaken } from './overtaken.ts'
import {
  forgetNotes,
  indexRecords,
  notedRecords,
  type RecordToIndex,
  readNotes,
  recordsToIndex,
} from './records.ts'
import { lockIndex } from './write.ts'

/** Messages of one transaction: some 40 ms of the database, which others wait for. */
const BATCH_MESSAGES = 1_000
const BATCH_RECORDS = 2_000
/** Ids taken by one look. */
const LOOK_MESSAGES = 10_000
const OVERTAKEN_MAX = 20

export type IndexIo = { store: Store; clock: Clock }
export type IndexInput = {
  tenantId: Id
  /** Of messages that were made before, all are in the index; undefined looks through all of them. */
  madeSince?: Date | undefined
  signal?: AbortSignal | undefined
  /** Hears of each batch when it is kept, and may hold up the next; answers whether to look again for what is newest. */
  onBatch?: ((documents: number) => Promise<boolean>) | undefined
}

/**
 * Brings the index of words up to date: what is new, newest first, what has changed, what is gone, and what older rules made. A
 * kill at any point loses at most the batch in hand. Two processes may do it at once: who is overtaken looks again.
 */
export async function updateIndex(io: IndexIo, input: IndexInput): Promise<void> {
  let overtaken = 0
  let { madeSince } = input
  for (;;) {
    input.signal?.throwIfAborted()
    try {
      const onTakenAway = () => {
        madeSince = undefined // what is to be indexed anew may be of any age
      }
      if (await updateOnce(io, { ...input, madeSince, onTakenAway })) return
    } catch (error) {
      if (!(error instanceof Overtaken) || ++overtaken > OVERTAKEN_MAX) throw error
    }
  }
}

/** Whether there was nothing to do. */
async function updateOnce(io: IndexIo, input: IndexInput & { onTakenAway: () => void }): Promise<boolean> {
  const { tenantId } = input
  const { notes, records, ids } = await io.store.read(tenantId, (db) => look(db, input))
  if (records.length > 0 && (await indexRecords(io, { tenantId, records })) > 0) input.onTakenAway()
  if (notes.length > 0) await io.store.write(tenantId, (tx) => forgetNotes(tx, notes))
  for (let at = 0; at < ids.length; at += BATCH_MESSAGES) {
    input.signal?.throwIfAborted()
    const batch = ids.slice(at, at + BATCH_MESSAGES)
    await indexMessages(io, { tenantId, ids: batch })
    if (await input.onBatch?.(batch.length)) break
  }
  const isOld = await takeOldSegment(io, tenantId)
  if (isOld) input.onTakenAway()
  await mergeSegments(io, input)
  return notes.length === 0 && records.length === 0 && ids.length === 0 && !isOld
}

/** What is to be indexed: of records, those that are noted, or those of all that differ; these stand in for their notes once they are few. */
async function look(
  db: Db,
  { madeSince }: Pick<IndexInput, 'madeSince'>,
): Promise<{ notes: string[]; records: RecordToIndex[]; ids: Id[] }> {
  const ids = await messagesToIndex(db, { limit: LOOK_MESSAGES, madeSince })
  const notes = await readNotes(db, { limit: BATCH_RECORDS })
  if (madeSince !== undefined) return { notes, records: await notedRecords(db, notes), ids }
  const records = await recordsToIndex(db, { limit: BATCH_RECORDS })
  return { notes: records.length < BATCH_RECORDS ? notes : [], records, ids }
}

/** Of what older rules made, takes the newest segment away, so that what is in it is to be indexed anew. Whether there was one. */
async function takeOldSegment({ store }: IndexIo, tenantId: Id): Promise<boolean> {
  return store.write(tenantId, async (tx) => {
    await lockIndex(tx)
    const old = await tx
      .selectFrom('searchSegment')
      .select(['id', 'family'])
      .where('version', '<>', wordsVersion)
      .orderBy('lastAt', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (old === undefined) return false
    await sql`
      delete from ${sql.table(old.family === 'message' ? 'search_message' : 'search_record')}
      where ${sql.ref(old.family === 'message' ? 'message_id' : 'record_id')} in (
        select encode(substring(b.ids from n * 21 + 2 for 16), 'hex')::uuid
        from search_document_block b, generate_series(0, length(b.ids) / 21 - 1) n where b.segment_id = ${old.id})`.execute(
      tx,
    )
    await tx.deleteFrom('searchSegment').where('id', '=', old.id).execute()
    return true
  })
}

/** Writes anew what may hold words of messages and records that are gone, so that they are in the database no more. */
export async function tidyIndex(io: IndexIo, tenantId: Id): Promise<void> {
  for (let overtaken = 0; ; overtaken++) {
    try {
      await mergeSegments(io, { tenantId })
      return
    } catch (error) {
      if (!(error instanceof Overtaken) || overtaken >= OVERTAKEN_MAX) throw error
    }
  }
}
