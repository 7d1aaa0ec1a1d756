import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { signsOf } from '../encoder/vector.ts'
import { differencesIn, nearestAmong, RECORD_WORDS } from './scan.ts'

/**
 * Which vectors of a firm may be nearest: by their signs, 80 bytes a message, which this process keeps in memory and looks through
 * whole; what they say is then measured by the vectors themselves, in the database. One storage and one road on both databases, no
 * index to be kept up, no extension, and nothing approximate but the choice of candidates.
 *
 * Measured at 100,000 vectors of one firm (`node bench/similar.ts`, 2 cores): of the ten nearest, 120 candidates by signs hold 98 %;
 * looking through the signs takes 3 ms of the processor, a whole question 10. Looked through in PostgreSQL, as
 * `bit(512)` by `bit_count`, the signs took 50 ms, and whole vectors in JavaScript 90. pgvector's HNSW takes 2 to 5 ms where it can be had,
 * which is not every server; the embedded database would need a package of its own, and four minutes to build the index.
 */
export type Codes = {
  /** Ids of the messages whose vectors may be nearest, the nearest first; of what was committed when `db` looked. */
  load(db: Db, input: { tenantId: Id; model: string }): Promise<Look>
}

/** Looks through what was loaded, without the database. `all`: whether these are all that there are. */
export type Look = (input: { vector: Int8Array; most: number }) => Promise<{ ids: Id[]; all: boolean }>

type Held = { number: number; forgotten: number; chunks: Int32Array[]; bytes: number }

/**
 * Of all firms together: a million and a half messages. What was not asked of for longest goes first; of a firm that has more by itself, signs
 * are read at each question, which is slow, and right.
 */
const BYTES_MAX = 128 * 1024 * 1024
/** Records read at once, and looked through at once: a millisecond at most in which nobody else is served. */
const CHUNK_RECORDS = 8_192

export function openCodes({ bytesMax = BYTES_MAX } = {}): Codes {
  /** In order of use, the latest last. */
  const held = new Map<string, Held>()

  const keep = (key: string, one: Held) => {
    held.delete(key)
    held.set(key, one)
    let bytes = 0
    for (const { bytes: own } of held.values()) bytes += own
    for (const [oldest, { bytes: own }] of held) {
      if (bytes <= bytesMax || oldest === key) break
      held.delete(oldest)
      bytes -= own
    }
  }
  return {
    load: async (db, { tenantId, model }) => {
      const key = `${tenantId} ${model}`
      const { last, forgotten } = await readCount(db, model)
      const before = held.get(key)
      let now = before?.forgotten === forgotten ? before : { number: 0, forgotten, chunks: [], bytes: 0 }
      while (now.number < last) {
        const read = await readAfter(db, { model, after: now.number, upTo: last })
        now = added(now, read)
      }
      const present = held.get(key)
      const isBehind =
        present !== undefined && present.forgotten === forgotten && present.number >= now.number
      if (now.bytes <= bytesMax) keep(key, isBehind ? present : now) // another look may have read further meanwhile
      const { chunks } = now
      return (input) => lookThrough(chunks, input)
    },
  }
}

async function lookThrough(
  chunks: readonly Int32Array[],
  { vector, most }: { vector: Int8Array; most: number },
): Promise<{ ids: Id[]; all: boolean }> {
  const signs = new Int32Array(signsOf(vector).buffer)
  const differences: Uint16Array[] = []
  let records = 0
  for (const chunk of chunks) {
    if (records > 0) await breathe()
    const own = differencesIn(chunk, signs)
    records += own.length
    differences.push(own)
  }
  const nearest = nearestAmong(differences, most)
  return { ids: nearest.flatMap(({ chunk, at }) => idAt(chunks[chunk], at) ?? []), all: records <= most }
}

async function readCount(db: Db, model: string): Promise<{ last: number; forgotten: number }> {
  const row = await db
    .selectFrom('messageVectorCount')
    .select(['lastNumber', 'forgotten'])
    .where('model', '=', model)
    .executeTakeFirst()
  return { last: Number(row?.lastNumber ?? 0), forgotten: Number(row?.forgotten ?? 0) }
}

/** The next records, joined by the database, because a row each would cost more than all else. */
async function readAfter(
  db: Db,
  input: { model: string; after: number; upTo: number },
): Promise<{ number: number; records: Uint8Array }> {
  const { rows } = await sql<{ number: string | null; found: number; records: Buffer | null }>`
    select max(number) as number, count(*)::integer as found, string_agg(uuid_send(message_id) || signs, ''::bytea order by number) as records
    from (
      select number, message_id, signs from message_vector
      where model = ${input.model} and number > ${input.after} order by number limit ${CHUNK_RECORDS}) v`.execute(
    db,
  )
  const [row] = rows
  if (row?.number == null || row.records === null) return { number: input.upTo, records: new Uint8Array() }
  return { number: row.found < CHUNK_RECORDS ? input.upTo : Number(row.number), records: row.records }
}

/** With these records; what little comes at a time is joined to the last chunk, and no chunk that somebody looks through is changed. */
function added(held: Held, { number, records }: { number: number; records: Uint8Array }): Held {
  if (records.length === 0) return { ...held, number }
  const own = new Int32Array(new Uint8Array(records).buffer) // a copy, for words must begin at a multiple of four
  const last = held.chunks.at(-1)
  const bytes = held.bytes + own.byteLength
  if (last === undefined || last.length + own.length > CHUNK_RECORDS * RECORD_WORDS)
    return { ...held, number, chunks: [...held.chunks, own], bytes }
  const joined = new Int32Array(last.length + own.length)
  joined.set(last)
  joined.set(own, last.length)
  return { ...held, number, chunks: [...held.chunks.slice(0, -1), joined], bytes }
}

function idAt(chunk: Int32Array | undefined, at: number): Id | undefined {
  if (chunk === undefined) return undefined
  const hex = Buffer.from(chunk.buffer, at * RECORD_WORDS * 4, 16).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
