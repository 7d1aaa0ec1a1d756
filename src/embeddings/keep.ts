import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { firstIdAt, type Id } from '../base/ids.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import type { Encoder } from './encoder/encoder.ts'
import { signsOf } from './encoder/vector.ts'

/** Some half a second of the encoder, after which others have their turn. */
const BATCH_MESSAGES = 32
/** Ids taken by one look. */
const LOOK_MESSAGES = 10_000
/** Vectors of an earlier model are kept for so long after the last was made, and then go so many at a time. */
const UNUSED_MS = 7 * 24 * 3_600_000
const FORGOTTEN_AT_ONCE = 2_000

export type KeepIo = { store: Store; clock: Clock; encoder: Encoder }
export type KeepInput = {
  tenantId: Id
  /** Messages that were made before have their vectors; undefined looks through all of them. */
  madeSince?: Date | undefined
  signal?: AbortSignal | undefined
  /** Hears of each batch when it is kept, and may hold up the next; answers whether to look again for what is newest. */
  onBatch?: ((messages: number) => Promise<boolean>) | undefined
}

/**
 * Makes a vector of each message that lacks one of the encoder's model, newest first. Computed outside of transactions; a kill at any point
 * loses at most the batch in hand, and what two processes make at once is kept once. Whoever looks through all messages lets go of what
 * earlier models made.
 */
export async function makeVectors(io: KeepIo, input: KeepInput): Promise<void> {
  const { model } = io.encoder
  for (;;) {
    const ids = await io.store.read(input.tenantId, (db) =>
      messagesToEncode(db, { model, madeSince: input.madeSince, limit: LOOK_MESSAGES }),
    )
    if (ids.length === 0) {
      if (input.madeSince === undefined) await forgetEarlierModels(io, input)
      return
    }
    for (let at = 0; at < ids.length; at += BATCH_MESSAGES) {
      input.signal?.throwIfAborted()
      const batch = ids.slice(at, at + BATCH_MESSAGES)
      await makeVectorsOf(io, { tenantId: input.tenantId, ids: batch })
      if (await input.onBatch?.(batch.length)) break
    }
  }
}

async function makeVectorsOf(io: KeepIo, { tenantId, ids }: { tenantId: Id; ids: readonly Id[] }) {
  const messages = await io.store.read(tenantId, (db) => readWords(db, ids))
  const vectors = await io.encoder.encode(messages.map(({ words }) => words))
  const made = messages.map(({ id, mark }, at) => ({ id, mark, vector: vectors[at] ?? null }))
  await io.store.write(tenantId, (tx) => keepVectors(tx, { ...io, made }))
}

/** What is read of `message m`, in SQL: beyond, nobody is told apart by meaning. */
const WORDS = sql<string>`left(concat_ws(E'\n', m.subject, nullif(m.body, ''), m.transcript), 2000)`

/**
 * Messages that lack a vector of the model, newest first. `madeSince`: only those that came into being since; without it, all messages
 * of the firm are looked through.
 */
async function messagesToEncode(
  db: Db,
  input: { model: string; madeSince: Date | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select m.id from message m
    where m.kind <> 'step' and ${input.madeSince === undefined ? sql`true` : sql`m.id > ${firstIdAt(input.madeSince)}::uuid`}
      and not exists (select from message_vector v
        where v.tenant_id = m.tenant_id and v.message_id = m.id and v.model = ${input.model})
    order by m.at desc, m.id desc limit ${input.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

type MessageWords = { id: Id; words: string; mark: string }

/** What messages say, and a mark of it, by which is known later whether they still do. */
export async function readWords(db: Db, ids: readonly Id[]): Promise<MessageWords[]> {
  const { rows } = await sql<MessageWords>`
    select m.id, ${WORDS} as words, hashtextextended(${WORDS}, 0)::text as mark
    from message m where m.id = any(${ids as Id[]}::uuid[])`.execute(db)
  return rows
}

type Made = Pick<MessageWords, 'id' | 'mark'> & { vector: Int8Array | null }

/** Keeps vectors of messages that still say what they were made of. */
async function keepVectors(
  tx: Tx,
  { clock, encoder, made }: Pick<KeepIo, 'clock' | 'encoder'> & { made: readonly Made[] },
): Promise<void> {
  const { model, dimension } = encoder
  await lockVectors(tx)
  const { rows } = await sql<{ first: string }>`
    insert into message_vector_count as c (model, last_number, forgotten) values (${model}, ${made.length}, 0)
    on conflict (tenant_id, model) do update set last_number = c.last_number + ${made.length}
    returning last_number - ${made.length} as first`.execute(tx)
  const bytes = made.map(
    ({ vector }) => vector && Buffer.from(vector.buffer, vector.byteOffset, vector.length),
  )
  const signs = made.map(({ vector }) => vector && Buffer.from(signsOf(vector)))
  await sql`
    insert into message_vector (message_id, model, number, dimension, vector, signs, made_at)
    select m.id, ${model}, case when n.vector is not null then ${rows[0]?.first}::bigint + n.at end, ${dimension}, n.vector, n.signs,
      ${clock.now()}::timestamptz
    from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ mark }) => mark)}::bigint[],
      ${bytes}::bytea[], ${signs}::bytea[]) with ordinality n (id, mark, vector, signs, at)
    join message m on m.id = n.id and hashtextextended(${WORDS}, 0) = n.mark
    on conflict do nothing`.execute(tx)
}

/**
 * Takes away what other models made, once every message has a vector of this one and they have made nothing for some days: a program of
 * another version that works beside this one keeps its own.
 */
async function forgetEarlierModels(
  { store, clock, encoder }: KeepIo,
  { tenantId, signal }: KeepInput,
): Promise<void> {
  const unusedSince = new Date(clock.now().getTime() - UNUSED_MS)
  const models = await store.read(tenantId, async (db) => {
    const { rows } = await sql<{ model: string }>`
      select c.model from message_vector_count c
      where c.model <> ${encoder.model} and coalesce((
        select v.made_at from message_vector v where v.tenant_id = c.tenant_id and v.model = c.model and v.number is not null
        order by v.number desc limit 1), '-infinity') < ${unusedSince}`.execute(db)
    return rows.map(({ model }) => model)
  })
  for (const model of models) {
    const some = () => store.write(tenantId, (tx) => forgetSomeOf(tx, model))
    do signal?.throwIfAborted()
    while (await some())
  }
}

/** Takes some vectors of a model away, and its count with the last of them; whether there may be more. */
async function forgetSomeOf(tx: Tx, model: string): Promise<boolean> {
  await lockVectors(tx)
  const { numAffectedRows = 0n } = await sql`
    delete from message_vector where model = ${model} and message_id in (
      select message_id from message_vector where model = ${model} limit ${FORGOTTEN_AT_ONCE})`.execute(tx)
  if (numAffectedRows > 0n) return true
  await sql`delete from message_vector_count where model = ${model}`.execute(tx)
  return false
}

/** Takes the vectors of these messages away, of whatever model; where they say something else now, the stage makes others. */
export async function forgetVectors(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  await lockVectors(tx)
  await sql`
    with gone as (
      delete from message_vector where message_id = any(${messageIds as Id[]}::uuid[]) returning model)
    update message_vector_count set forgotten = forgotten + 1 where model in (select model from gone)`.execute(
    tx,
  )
}

/** Held until the transaction ends: numbers are in the order of commits, and nothing is written of what is being forgotten. */
async function lockVectors(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('message vectors ' || app_tenant(), 0))`.execute(tx)
}
