import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import { type ItemSeal, openLines, RAW_ITEMS } from '../intake/intake.ts'
import { type Db, firmTables, keyColumns, readRows, type Store } from '../store/store.ts'
import { MANIFEST, writeManifest } from './manifest.ts'
import type { ExportTarget } from './place.ts'

/** What was written. */
export type Exported = { messages: number; conversations: number; customers: number; mediaFiles: number }

const ROWS_PER_STATEMENT = 1_000

/**
 * Writes all of a firm to `to`: `messages.jsonl`, `conversations.jsonl` and `customers.jsonl` to be read by people and
 * programs, `media/` by content, and `tables/`, every row as it is, from which `restoreFirm` makes the firm again, with
 * `export.json`, which proves it whole. What is sealed under keys of this installation is opened. Two exports of the same state have the same files, byte for byte.
 */
export async function exportFirm(
  io: { store: Store; media: MediaFolder; itemSeal: ItemSeal },
  { tenantId, to }: { tenantId: Id; to: ExportTarget },
): Promise<Exported> {
  const tables: Record<string, string> = {}
  for (const table of await io.store.read(tenantId, firmTables)) {
    const key = await io.store.read(tenantId, (db) => keyColumns(db, table))
    const { sha256 } = await writeLines(to, `tables/${table}.jsonl`, async (after) => {
      const read = await io.store.read(tenantId, (db) =>
        readRows(db, { table, key, after, limit: ROWS_PER_STATEMENT }),
      )
      if (table !== RAW_ITEMS) return read
      return { ...read, lines: openLines(io.itemSeal, { tenantId, lines: read.lines }) }
    })
    tables[table] = sha256
  }
  const people = async (name: string, read: (db: Db, after: string[] | null) => Promise<Lines>) =>
    (await writeLines(to, name, (after) => io.store.read(tenantId, (db) => read(db, after)))).count
  const messages = await people('messages.jsonl', readMessages)
  const conversations = await people('conversations.jsonl', readConversations)
  const customers = await people('customers.jsonl', readCustomers)
  const mediaFiles = await exportMedia(io, { tenantId, to })
  await to(MANIFEST, [writeManifest({ format: 1, tables, mediaFiles })])
  return { messages, conversations, customers, mediaFiles }
}

type Lines = { lines: string[]; next: string[] | null }

async function writeLines(
  to: ExportTarget,
  name: string,
  read: (after: string[] | null) => Promise<Lines>,
): Promise<{ count: number; sha256: string }> {
  const digest = createHash('sha256')
  let count = 0
  async function* written() {
    let after: string[] | null = null
    do {
      const { lines, next }: Lines = await read(after)
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
      digest.update(bytes)
      count += lines.length
      yield bytes
      after = next
    } while (after !== null)
  }
  await to(name, written())
  return { count, sha256: digest.digest('hex') }
}

/** Messages in order of time: as on the wire, with where they are now. */
async function readMessages(db: Db, after: string[] | null): Promise<Lines> {
  const { rows } = await sql<{ line: string; at: string; id: Id }>`
    select m.id, m.at::text as at, jsonb_build_object(
      'id', m.id, 'conversationId', e.conversation_id, 'customerId', c.customer_id, 'channel', m.channel, 'kind', m.kind,
      'at', to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'direction', m.direction,
      'peer', m.peer, 'peerName', m.peer_name, 'from', m.sender, 'group', to_jsonb(m.group_addresses), 'text', m.body,
      'transcript', m.transcript, 'durationSec', m.duration_seconds, 'labels', to_jsonb(m.labels), 'deleted', m.deleted,
      'attachments', coalesce(a.files, '[]'::jsonb))::text as line
    from message m
    left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    left join lateral (
      select case when count(*) = 1 then (array_agg(point.customer_id))[1] end as customer_id
      from participant p join contact_point point on point.tenant_id = p.tenant_id and point.id = p.contact_point_id
      where p.tenant_id = m.tenant_id and p.participants_id = m.participants_id) c on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('type', a.kind, 'ref', a.reference, 'state', a.state,
        'disk', regexp_replace(f.path, '^.*/', ''), 'sha256', f.sha256) order by a.position, f.rank) as files
      from attachment a left join attachment_file f on f.tenant_id = a.tenant_id and f.message_id = a.message_id and f.position = a.position
      where a.tenant_id = m.tenant_id and a.message_id = m.id) a on true
    where ${after === null ? sql`true` : sql`(m.at, m.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by m.at, m.id limit ${ROWS_PER_STATEMENT}`.execute(db)
  const last = rows.at(-1)
  return {
    lines: rows.map(({ line }) => line),
    next: rows.length < ROWS_PER_STATEMENT || last === undefined ? null : [last.at, last.id],
  }
}

async function readConversations(db: Db, after: string[] | null): Promise<Lines> {
  return byId(
    db,
    sql`select c.id, jsonb_build_object('id', c.id, 'status', c.status, 'statusReason', c.status_reason, 'participants', p.key,
      'firstAt', c.first_at, 'lastAt', c.last_at, 'messageCount', c.message_count, 'spam', c.spam, 'hazard', c.hazard)::text as line
    from conversation c join participants p on p.tenant_id = c.tenant_id and p.id = c.participants_id where c.merged_into is null`,
    after,
  )
}

async function readCustomers(db: Db, after: string[] | null): Promise<Lines> {
  return byId(
    db,
    sql`select c.id, jsonb_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'contactPoints', coalesce((
      select jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value, 'method', p.link_method, 'confidence', p.link_confidence) order by p.kind, p.value)
      from contact_point p where p.tenant_id = c.tenant_id and p.customer_id = c.id), '[]'::jsonb), 'properties', coalesce((
      select jsonb_agg(jsonb_build_object('address', o.address, 'accessNote', o.access_note) order by o.address_key, o.id)
      from property o where o.tenant_id = c.tenant_id and o.customer_id = c.id), '[]'::jsonb))::text as line
    from customer c where c.merged_into is null`,
    after,
  )
}

async function byId(db: Db, rows: ReturnType<typeof sql>, after: string[] | null): Promise<Lines> {
  const found = await sql<{ id: Id; line: string }>`
    select id, line from (${rows}) r where ${after === null ? sql`true` : sql`id > ${after[0]}::uuid`} order by id limit ${ROWS_PER_STATEMENT}`.execute(
    db,
  )
  const last = found.rows.at(-1)
  return {
    lines: found.rows.map(({ line }) => line),
    next: found.rows.length < ROWS_PER_STATEMENT || last === undefined ? null : [last.id],
  }
}

async function exportMedia(
  io: { store: Store; media: MediaFolder },
  { tenantId, to }: { tenantId: Id; to: ExportTarget },
): Promise<number> {
  const media = await io.store.read(tenantId, (db) =>
    db.selectFrom('media').select('sha256').orderBy('sha256').execute(),
  )
  for (const { sha256 } of media) await to(`media/${sha256}`, io.media.open(tenantId, sha256))
  return media.length
}
