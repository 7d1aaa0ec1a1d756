import { type RawBuilder, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'

/** A stored file, and whether anything refers to it. */
export type NamedFile = {
  sha256: string
  bytes: number
  mediaType: string
  isUsed: boolean
  path: string | null
}

/** Files that have a row, by content; `where` is a condition on `media m`. One that is about to be removed is none. */
export async function readNamedFiles(db: Db, where: RawBuilder<unknown>): Promise<NamedFile[]> {
  const { rows } = await sql<NamedFile>`
    select m.sha256, m.bytes::float8 as bytes, m.media_type, f.path,
      f.path is not null or exists (select from source_file s where s.tenant_id = m.tenant_id and s.sha256 = m.sha256) as is_used
    from media m
    left join lateral (select path from attachment_file f where f.tenant_id = m.tenant_id and f.sha256 = m.sha256 limit 1) f on true
    where ${where} and m.forgotten_at is null order by m.sha256`.execute(db)
  return rows
}

/** Attachments that wait for a file which is here: the archive's list of files names it. */
export async function readUnfiled(
  db: Db,
  where: RawBuilder<unknown>,
): Promise<{ messageId: Id; position: number }[]> {
  const { rows } = await sql<{ messageId: Id; position: number }>`
    select distinct f.message_id, f.position from attachment_file f
    join message m on m.tenant_id = f.tenant_id and m.id = f.message_id
    join source_file s on s.tenant_id = f.tenant_id and s.source_id = m.source_id and s.path = f.path
    where ${where} and f.sha256 is null and s.sha256 is not null order by f.message_id, f.position`.execute(
    db,
  )
  return rows
}

/** Gives attachments of these messages the files that are here already. */
export async function fileAgain(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  await sql`
    update attachment_file f set sha256 = s.sha256
    from message m, source_file s
    where f.message_id = any(${[...messageIds]}::uuid[]) and f.sha256 is null and m.id = f.message_id
      and s.source_id = m.source_id and s.path = f.path and s.sha256 is not null`.execute(tx)
}

/** Lets attachments wait for files again whose bytes are lost. Where they are parts of mails, they can be fetched from those. */
export async function awaitFiles(tx: Tx, contents: readonly string[]): Promise<void> {
  await sql`update attachment_file set sha256 = null where sha256 = any(${[...contents]}::text[])`.execute(tx)
  await sql`update source_file set sha256 = null where sha256 = any(${[...contents]}::text[])`.execute(tx)
  await sql`delete from media where sha256 = any(${[...contents]}::text[])`.execute(tx)
}

/** Sets what is said of stored files to what they are. */
export async function describeFiles(
  tx: Tx,
  files: readonly { sha256: string; bytes: number; mediaType: string }[],
): Promise<void> {
  for (const { sha256, bytes, mediaType } of files)
    await tx.updateTable('media').set({ bytes, mediaType }).where('sha256', '=', sha256).execute()
}

/** Notes that nothing refers to these files any more; `forgetFiles` removes them. */
export async function forgetUnusedFiles(
  tx: Tx,
  { clock, contents }: { clock: Clock; contents: readonly string[] },
): Promise<void> {
  await sql`
    update media m set forgotten_at = ${clock.now()} where m.sha256 = any(${[...contents]}::text[])
      and not exists (select from attachment_file f where f.tenant_id = m.tenant_id and f.sha256 = m.sha256)
      and not exists (select from source_file s where s.tenant_id = m.tenant_id and s.sha256 = m.sha256)`.execute(
    tx,
  )
}

/** Of these contents, those that have a row. */
export async function filesNamedAmong(db: Db, contents: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from media where sha256 = any(${[...contents]}::text[])`.execute(db)
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** Forgets what was made of messages that are not there: decisions, attachments. */
export async function forgetOrphansOfMessages(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  const gone = sql`any(${[...messageIds]}::uuid[])`
  const there = (key: RawBuilder<unknown>) => sql`exists (select from message m where m.id = ${key})`
  await sql`delete from thread_entry e where e.message_id = ${gone} and not ${there(sql`e.message_id`)}`.execute(
    tx,
  )
  await sql`delete from attachment_file f where f.message_id = ${gone} and not ${there(sql`f.message_id`)}`.execute(
    tx,
  )
  await sql`delete from attachment a where a.message_id = ${gone} and not ${there(sql`a.message_id`)}`.execute(
    tx,
  )
}
