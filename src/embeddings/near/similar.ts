import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { SimilarMessage } from '../../contract/similar.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import { messageConditions, narrowedMessages, type SomeFilters } from '../../inbox/inbox.ts'
import type { Db, Store } from '../../store/store.ts'
import { fold } from '../../understanding/understanding.ts'
import type { Encoder } from '../encoder/encoder.ts'
import { likeness, vectorIn } from '../encoder/vector.ts'
import { readWords } from '../keep.ts'
import type { Codes, Look } from './codes.ts'

export type NearIo = { store: Store; encoder: Encoder; codes: Codes }

/** What messages must be beside alike. */
export type NearFilters = SomeFilters & {
  customerId?: Id | undefined
  /** Of the city, as understood; its marks and capitals do not matter. */
  district?: string | null | undefined
}

export type NearInput = {
  tenantId: Id
  /** No less alike, 0 to 1. */
  floor: number
  limit: number
  filters: NearFilters
  /** All that the filters leave, where whoever asks has looked that up; null where they leave too many for that. */
  among?: readonly Id[] | null | undefined
  /** So many vectors are measured at most: what filters leave behind them is not found. None unless said otherwise. */
  measuredMax?: number | undefined
}

/** A message and how alike it is. */
export type Near = { id: Id; similarity: number }

/** Candidates by signs, at least and for each that is asked for; more, by so many times, where filters leave too few of them. */
const CANDIDATES = 120
const CANDIDATES_EACH = 10
const CANDIDATES_GROW = 6
/** Vectors that are measured in one statement. */
const MEASURED_AT_ONCE = 1_000
/** Where filters leave no more messages than these, all of them are measured. */
const NARROW_MAX = 4_000

/**
 * Messages that mean much the same as this one, the most alike first; without itself, and without spam. A message that has nothing to
 * read is like none. Refuses with `message_not_found`.
 */
export async function similarMessages(
  io: NearIo,
  { messageId, ...input }: NearInput & { messageId: Id },
): Promise<SimilarMessage[]> {
  const { tenantId } = input
  const { own, around } = await io.store.read(tenantId, async (db) => ({
    own: await readOwn(db, { messageId, model: io.encoder.model }),
    around: await lookAround(db, io, input),
  }))
  const vector = own.vector ?? (own.words === null ? null : (await io.encoder.encode([own.words]))[0])
  if (vector == null) return []
  return nearestOf(io, { ...input, around, vector, except: messageId }, showNear)
}

/** A message's vector, or the words to make it of when the stage has not come to it; neither when there is nothing to read. */
async function readOwn(
  db: Db,
  { messageId, model }: { messageId: Id; model: string },
): Promise<{ vector: Int8Array | null; words: string | null }> {
  const kept = await db
    .selectFrom('messageVector')
    .select('vector')
    .where('messageId', '=', messageId)
    .where('model', '=', model)
    .executeTakeFirst()
  if (kept !== undefined) return { vector: kept.vector && vectorIn(kept.vector), words: null }
  const [message] = await readWords(db, [messageId])
  if (message === undefined) throw messageNotFound()
  return { vector: null, words: message.words }
}

/** The messages nearest to a vector. */
export async function nearest(io: NearIo, input: NearInput & { vector: Int8Array }): Promise<Near[]> {
  const around = await io.store.read(input.tenantId, (db) => lookAround(db, io, input))
  return nearestOf(io, { ...input, around }, async (_, near) => [...near])
}

/** Where to look: among few messages, or through the signs of all. */
type Around = { filters: NearFilters; narrow: readonly Id[] | null; look: Look | undefined }

async function lookAround(
  db: Db,
  { encoder: { model }, codes }: Pick<NearIo, 'encoder' | 'codes'>,
  { tenantId, among, ...input }: NearInput,
): Promise<Around> {
  const filters = await withPeople(db, input.filters)
  const narrow = among === undefined ? await narrowed(db, filters) : among
  return { filters, narrow, look: narrow === null ? await codes.load(db, { tenantId, model }) : undefined }
}

/** The nearest, as `show` has them, in the transaction in which the last of them were measured. */
async function nearestOf<T>(
  { store, encoder: { model } }: Pick<NearIo, 'store' | 'encoder'>,
  { tenantId, around, ...input }: NearInput & { around: Around; vector: Int8Array; except?: Id },
  show: (db: Db, near: readonly Near[]) => Promise<T>,
): Promise<T> {
  const { filters, narrow, look } = around
  const { measuredMax = Number.POSITIVE_INFINITY } = input
  let most = Math.max(CANDIDATES, input.limit * CANDIDATES_EACH)
  let seen = 0
  const found: Near[] = []
  for (;;) {
    const { ids, all } = (await look?.({ vector: input.vector, most })) ?? { ids: narrow ?? [], all: true }
    const more = ids.slice(seen)
    const done = await store.read(tenantId, async (db) => {
      const { near, isBelow } = await measure(db, { ...input, filters, model, ids: more })
      found.push(...near)
      const isEnough = all || isBelow || found.length >= input.limit || most >= measuredMax
      return isEnough ? { shown: await show(db, bestOf(found, input)) } : undefined
    })
    if (done !== undefined) return done.shown
    seen = ids.length
    most = Math.min(most * CANDIDATES_GROW, measuredMax)
  }
}

function bestOf(near: readonly Near[], { floor, limit }: Pick<NearInput, 'floor' | 'limit'>): Near[] {
  return near
    .filter(({ similarity }) => similarity >= floor)
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? 1 : -1))
    .slice(0, limit)
}

/** Of these messages the nearest that are as the filters ask. `isBelow`: of their farther half none reaches the floor, nor does what is farther still. */
async function measure(
  db: Db,
  input: Omit<NearInput, 'tenantId' | 'among' | 'measuredMax'> & {
    ids: readonly Id[]
    model: string
    vector: Int8Array
    except?: Id
  },
): Promise<{ near: Near[]; isBelow: boolean }> {
  const all: Near[] = []
  for (let at = 0; at < input.ids.length; at += MEASURED_AT_ONCE) {
    const { rows } = await sql<{ id: Id; vector: Buffer }>`
      select v.message_id as id, v.vector
      from unnest(${input.ids.slice(at, at + MEASURED_AT_ONCE)}::uuid[]) n (id)
      cross join lateral (
        select v.message_id, v.vector from message_vector v
        where v.message_id = n.id and v.model = ${input.model} and v.vector is not null limit 1) v`.execute(
      db,
    )
    for (const { id, vector } of rows)
      if (id !== input.except) all.push({ id, similarity: likeness(input.vector, vectorIn(vector)) })
  }
  const high = bestOf(all, { floor: input.floor, limit: all.length })
  const farther = new Set(input.ids.slice(input.ids.length / 2))
  const isBelow = !high.some(({ id }) => farther.has(id))
  const near: Near[] = []
  for (let at = 0; at < high.length && near.length < input.limit; at += input.limit * 2)
    near.push(...(await admitted(db, high.slice(at, at + input.limit * 2), input.filters)))
  return { near: near.slice(0, input.limit), isBelow }
}

/** Those of them that are as the filters ask, and in no spam. */
async function admitted(db: Db, near: readonly Near[], filters: NearFilters): Promise<Near[]> {
  const { district } = filters
  const { rows } = await sql<{ id: Id; district: string | null }>`
    select m.id, ${
      district == null
        ? sql`null`
        : sql`(select u.detail ->> 'district' from understanding u where u.tenant_id = m.tenant_id and u.message_id = m.id)`
    } as district
    from message m
    left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    left join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
    where m.id = any(${near.map(({ id }) => id)}::uuid[]) and ${messageConditions(filters)}`.execute(db)
  const ids = new Set(
    rows
      .filter((row) => district == null || (row.district !== null && fold(row.district) === fold(district)))
      .map(({ id }) => id),
  )
  return near.filter(({ id }) => ids.has(id))
}

/** With a customer as the sets of people that they take part in. */
async function withPeople(db: Db, { customerId, ...filters }: NearFilters): Promise<NearFilters> {
  if (customerId === undefined) return filters
  const { rows } = await sql<{ id: Id }>`
    select distinct a.participants_id as id from contact_point p
    join participant a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
    where p.customer_id = ${customerId}`.execute(db)
  return { ...filters, participantsIds: rows.map(({ id }) => id) }
}

/** Ids of the messages that the filters leave, when they are few; null when they are not. */
async function narrowed(db: Db, filters: NearFilters): Promise<Id[] | null> {
  if (Object.values(filters).every((value) => value == null)) return null
  return narrowedMessages(db, { filters, max: NARROW_MAX })
}

/** A message as it is shown beside those that are like it; undefined when there is none. */
export async function describeMessage(
  db: Db,
  id: Id,
): Promise<Omit<SimilarMessage, 'similarity'> | undefined> {
  const [shown] = await showNear(db, [{ id, similarity: 1 }])
  if (shown === undefined) return undefined
  const { similarity: _, ...message } = shown
  return message
}

const TEXT_CHARACTERS = 240

type Row = Pick<SimilarMessage, 'channel' | 'kind' | 'direction' | 'conversationId'> & {
  id: Id
  at: Date
  participantsId: Id
  words: string
}

/** Messages as an answer shows them, in the order given. */
async function showNear(db: Db, near: readonly Near[]): Promise<SimilarMessage[]> {
  if (near.length === 0) return []
  const { rows } = await sql<Row>`
    select m.id, m.at, m.channel, m.kind, m.direction, m.participants_id, e.conversation_id,
      left(concat_ws(' ', m.subject, nullif(m.body, ''), m.transcript), ${TEXT_CHARACTERS + 1}) as words
    from message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    where m.id = any(${near.map(({ id }) => id)}::uuid[])`.execute(db)
  const parties = await customersOfParticipants(
    db,
    rows.map(({ participantsId }) => participantsId),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return near.flatMap(({ id, similarity }) => {
    const row = byId.get(id)
    if (row === undefined) return []
    const party = parties.get(row.participantsId)
    return [
      {
        messageId: id,
        similarity: Math.round(similarity * 1000) / 1000,
        at: row.at.toISOString(),
        channel: row.channel,
        kind: row.kind,
        direction: row.direction,
        conversationId: row.conversationId,
        customerId: party?.members.length === 1 ? (party.members[0]?.customerId ?? null) : null,
        with: party?.title ?? null,
        text: oneLine(row.words),
      },
    ]
  })
}

function oneLine(words: string): string {
  const line = words.slice(0, TEXT_CHARACTERS).replace(/\s+/gu, ' ').trim().toWellFormed()
  return words.length > TEXT_CHARACTERS ? `${line}…` : line
}

export function messageNotFound(): Refusal {
  return new Refusal('message_not_found', 'There is no such message.', 'Look at its conversation again.', {
    status: 404,
  })
}
