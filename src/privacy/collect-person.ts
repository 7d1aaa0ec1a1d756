import { basename } from 'node:path'
import { sql } from 'kysely'
import type { Audit, Entry } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { CustomerDetail } from '../contract/customers.ts'
import type { Understanding } from '../contract/understanding.ts'
import { getCustomer, type KnownPerson, knownPerson } from '../customers/customers.ts'
import { readUnderstandings } from '../findings/findings.ts'
import { type ItemSeal, readItemPlaces } from '../intake/intake.ts'
import type { Db, Store } from '../store/store.ts'

const UNDERSTOOD_PER_READ = 500
const TRAIL_MAX = 1_000

/** Something said to or by a person, with what was made of it. */
export type PersonMessage = {
  id: Id
  at: Date
  channel: string
  kind: string
  direction: 'in' | 'out' | null
  /** Their own words in a group; of the others' nothing is shown. */
  inGroup: boolean
  conversationId: Id | null
  text: string
  transcript: string | null
  durationSeconds: number | null
  files: { name: string; sha256: string }[]
  understood: Understanding | null
}

/** All that a firm keeps about a person, but for the bytes of files and pages. */
export type PersonData = {
  firm: { name: string; timeZone: string; region: string }
  madeAt: Date
  customer: CustomerDetail
  messages: PersonMessage[]
  /** Pages as they came that nobody else is on. */
  pages: { rawItemId: Id; name: string }[]
  /** What was done to what is kept about them; not by whom, which is the colleagues' own. */
  changes: Pick<Entry, 'at' | 'action' | 'change'>[]
}

/** Collects it, in one look at the database for most. Refuses with `customer_not_found`, `customer_merged`. */
export async function collectPerson(
  io: { store: Pick<Store, 'read'>; audit: Pick<Audit, 'list'>; clock: Clock; itemSeal: ItemSeal },
  { tenantId, customerId }: { tenantId: Id; customerId: Id },
): Promise<PersonData> {
  const subject = { kind: 'customer', id: customerId }
  const trail = await io.audit.list({ tenantId, subject, limit: TRAIL_MAX })
  return io.store.read(tenantId, async (db) => {
    const person = await knownPerson(db, customerId)
    const customer = await getCustomer(db, customerId)
    if (customer === undefined) throw new Error('A known person must be a customer.')
    const rows = await readMessages(db, person)
    return {
      firm: await db.selectFrom('tenant').select(['name', 'timeZone', 'region']).executeTakeFirstOrThrow(),
      madeAt: io.clock.now(),
      customer,
      messages: await withFindings(db, rows),
      pages: await readPages(db, { itemSeal: io.itemSeal, person }),
      changes: trail.map(({ at, action, change }) => ({ at, action, change })).reverse(),
    }
  })
}

type Row = Omit<PersonMessage, 'files' | 'understood'>

async function readMessages(db: Db, { aloneIds, groupIds, written }: KnownPerson): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.id, m.at, m.channel, m.kind, m.direction, m.participants_id <> all(${aloneIds}::uuid[]) as in_group,
      e.conversation_id, m.body as text, m.transcript, m.duration_seconds
    from message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    where m.participants_id = any(${aloneIds}::uuid[])
       or (m.participants_id = any(${groupIds}::uuid[]) and m.sender = any(${written}::text[]))
    order by m.at, m.id`.execute(db)
  return rows
}

async function withFindings(db: Db, rows: readonly Row[]): Promise<PersonMessage[]> {
  const files = await readFiles(
    db,
    rows.map(({ id }) => id),
  )
  const understood = new Map<Id, Understanding>()
  for (let at = 0; at < rows.length; at += UNDERSTOOD_PER_READ) {
    const some = rows.slice(at, at + UNDERSTOOD_PER_READ)
    const words = some.map(({ id, text, transcript }) => ({
      id,
      words: text === '' ? (transcript ?? '') : text,
    }))
    for (const [id, one] of await readUnderstandings(db, words)) understood.set(id, one)
  }
  return rows.map((row) => ({
    ...row,
    files: files.get(row.id) ?? [],
    understood: understood.get(row.id) ?? null,
  }))
}

async function readFiles(db: Db, messageIds: readonly Id[]): Promise<Map<Id, PersonMessage['files']>> {
  const { rows } = await sql<{ messageId: Id; path: string; sha256: string }>`
    select message_id, path, sha256 from attachment_file
    where message_id = any(${messageIds}::uuid[]) and sha256 is not null order by message_id, position, rank`.execute(
    db,
  )
  const files = new Map<Id, PersonMessage['files']>()
  for (const { messageId, path, sha256 } of rows)
    files.set(messageId, [
      ...(files.get(messageId) ?? []),
      { name: `${sha256.slice(0, 8)} ${basename(path)}`, sha256 },
    ])
  return files
}

async function readPages(
  db: Db,
  { itemSeal, person }: { itemSeal: ItemSeal; person: KnownPerson },
): Promise<PersonData['pages']> {
  const { rows } = await sql<{ id: Id }>`
    select r.id from raw_item r where r.bytes > 0 and r.id in
      (select m.raw_item_id from message m where m.participants_id = any(${person.aloneIds}::uuid[]))`.execute(
    db,
  )
  const places = await readItemPlaces(db, { itemSeal, ids: rows.map(({ id }) => id) })
  return [...places]
    .map(([rawItemId, { path }]) => ({ rawItemId, path }))
    .sort((a, b) => Number(a.path > b.path) - Number(a.path < b.path))
    .map(({ rawItemId, path }) => ({ rawItemId, name: `${rawItemId.slice(-6)} ${basename(path)}` }))
}
