import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Db, Store, Tx } from '../../store/store.ts'
import { BOTH, gramsOf, termsOf, wordsIn } from '../words/analyse.ts'
import { Overtaken } from './overtaken.ts'
import { type DocumentKind, draftOf, type IndexedDoc, packSegment } from './segment.ts'
import { lockIndex, writeSegment } from './write.ts'

type RecordKind = Exclude<DocumentKind, 'message'>

/** A record whose words are not in the index as they are now; `words` is null when the record is gone. */
export type RecordToIndex = {
  kind: RecordKind
  id: Id
  words: string | null
  /** Hash of the words, as text: it has 64 bits. */
  mark: string | null
  at: Date | null
  /** Whether other words of it are in the index. */
  isKnown: boolean
}

/** What tickets are found by: the number, and the title, or else the kind of work. */
export const TICKETS = sql`
  select t.id, concat_ws(' ', t.number, t.title, replace(t.category, '_', ' ')) as words, t.opened_at as at
  from ticket t where t.merged_into is null`

/**
 * The words of every record: a customer's names, also those that sources gave; addresses; places; tickets. The ones that
 * were merged away are found by what they went into.
 */
const RECORDS = sql`
  select 'customer' as kind, c.id, concat_ws(' / ', c.name, n.names) as words, c.changed_at as at
  from customer c
  left join (
    select p.customer_id, string_agg(distinct n.name, ' / ' order by n.name) as names
    from contact_point p join contact_name n on n.tenant_id = p.tenant_id and n.contact_point_id = p.id
    group by p.customer_id) n on n.customer_id = c.id
  where c.merged_into is null
  union all
  select 'contact_point', p.id, p.value, p.made_at from contact_point p where p.kind <> 'name'
  union all
  select 'property', p.id, p.address, p.made_at from property p
  union all
  select 'ticket', t.id, t.words, t.at from (${TICKETS}) t`

/** The same of one record, that of a row of `noted n`: each is looked up by its id, however many there are. */
const RECORD = sql`
  select concat_ws(' / ', c.name, (
    select string_agg(distinct a.name, ' / ' order by a.name)
    from contact_point p join contact_name a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
    where p.tenant_id = c.tenant_id and p.customer_id = c.id)) as words, c.changed_at as at
  from customer c where n.kind = 'customer' and c.id = n.record_id and c.merged_into is null
  union all
  select p.value, p.made_at from contact_point p where n.kind = 'contact_point' and p.id = n.record_id and p.kind <> 'name'
  union all
  select p.address, p.made_at from property p where n.kind = 'property' and p.id = n.record_id
  union all
  select t.words, t.at from (${TICKETS}) t where n.kind = 'ticket' and t.id = n.record_id`

/** Records that are not in the index as they are now. It looks through all of them: some 60 ms for 25,000. */
export async function recordsToIndex(db: Db, { limit }: { limit: number }): Promise<RecordToIndex[]> {
  const { rows } = await sql<RecordToIndex>`
    select coalesce(w.kind, s.kind) as kind, coalesce(w.id, s.record_id) as id, w.words, w.mark::text as mark, w.at,
      s.record_id is not null as is_known
    from (select r.*, hashtextextended(r.words, 0) as mark from (${RECORDS}) r where r.words <> '') w
    full join search_record s on s.kind = w.kind and s.record_id = w.id
    where s.mark is distinct from w.mark
    order by w.at desc nulls first limit ${limit}`.execute(db)
  return rows
}

/** Ids of notes that something changed of a record, oldest first. */
export async function readNotes(db: Db, { limit }: { limit: number }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from search_due order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of the records that these notes name, those that are not in the index as they are now. */
export async function notedRecords(db: Db, notes: readonly string[]): Promise<RecordToIndex[]> {
  if (notes.length === 0) return []
  const { rows } = await sql<RecordToIndex>`
    with noted as materialized (select distinct kind, record_id from search_due where id = any(${notes}::bigint[]))
    select n.kind, n.record_id as id, w.words, w.mark::text as mark, w.at, s.mark is not null as is_known
    from noted n
    left join lateral (
      select r.words, r.at, hashtextextended(r.words, 0) as mark from (${RECORD} limit 1) r where r.words <> '') w on true
    left join lateral (
      select k.mark from search_record k where k.kind = n.kind and k.record_id = n.record_id limit 1) s on true
    where s.mark is distinct from w.mark
    order by w.at desc nulls first`.execute(db)
  return rows
}

/** Takes notes away, once what they name is in the index. */
export async function forgetNotes(tx: Tx, notes: readonly string[]): Promise<void> {
  await sql`delete from search_due where id = any(${notes}::bigint[])`.execute(tx)
}

/**
 * Brings these records up to date in the index; those that are gone leave it. Messages of customers who are called otherwise now
 * are taken out, to be indexed anew, since they are found by the name, too: how many. Throws `Overtaken` when another process did the
 * same.
 */
export async function indexRecords(
  io: { store: Store; clock: Clock },
  { tenantId, records }: { tenantId: Id; records: readonly RecordToIndex[] },
): Promise<number> {
  const docs = records.flatMap(docOf)
  const segment = docs.length === 0 ? undefined : await packSegment(draftOf(docs))
  const gone = records.filter(({ words }) => words === null)
  const present = records.filter(({ words }) => words !== null)
  return io.store.write(tenantId, async (tx) => {
    await lockIndex(tx)
    const kinds = present.map(({ kind }) => kind)
    const { numAffectedRows } = await sql`
      insert into search_record (kind, record_id, mark)
      select * from unnest(${kinds}::text[], ${present.map(({ id }) => id)}::uuid[], ${present.map(({ mark }) => mark)}::bigint[])
      on conflict (tenant_id, kind, record_id) do update set mark = excluded.mark where search_record.mark <> excluded.mark`.execute(
      tx,
    )
    if (Number(numAffectedRows ?? 0) !== present.length) throw new Overtaken()
    await forgetRecords(tx, gone)
    const takenOut = await takeOutRenamed(tx, present)
    if (segment !== undefined) await writeSegment(tx, { clock: io.clock, family: 'record', segment })
    return takenOut
  })
}

/** Takes records out of the index; what was written of them goes when their segments are written anew. */
async function forgetRecords(tx: Tx, records: readonly { kind: RecordKind; id: Id }[]): Promise<void> {
  if (records.length === 0) return
  await sql`
    delete from search_record s using unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]) g (kind, id)
    where s.kind = g.kind and s.record_id = g.id`.execute(tx)
  await tx.updateTable('searchSegment').set({ stale: true }).where('family', '=', 'record').execute()
}

async function takeOutRenamed(tx: Tx, records: readonly RecordToIndex[]): Promise<number> {
  const renamed = records.filter(({ kind, isKnown }) => kind === 'customer' && isKnown).map(({ id }) => id)
  if (renamed.length === 0) return 0
  const { numAffectedRows } = await sql`
    delete from search_message s using message m
    where m.tenant_id = s.tenant_id and m.id = s.message_id and m.participants_id in (
      select a.participants_id from contact_point p
      join participant a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
      where p.customer_id = any(${renamed}::uuid[]))`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

function docOf({ kind, id, words, at }: RecordToIndex): IndexedDoc[] {
  if (words === null || at === null) return []
  return [{ kind, id, at, terms: termsOfRecord(kind, words) }]
}

function termsOfRecord(kind: RecordKind, words: string): string[] {
  if (kind === 'ticket') return wordsIn(words, BOTH).flatMap(termsOf)
  const found = wordsIn(words, []).flatMap(termsOf)
  return kind === 'contact_point' ? [...found, ...gramsOf(addressLetters(words))] : found
}

/** What fragments of an address are looked for in: a number's digits, a mail address in lower case. */
export function addressLetters(value: string): string {
  return /^[+\d\s()./-]+$/u.test(value) ? value.replace(/\D/gu, '') : value.toLowerCase()
}
