import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { ParsedAttachment } from '../channels/channels.ts'
import type { Db, Tx } from '../store/store.ts'

type AttachmentsOf = { messageId: Id; isNew: boolean; attachments: readonly ParsedAttachment[] }

/**
 * Writes the attachments of new messages; for messages already here, takes a file where there was none before,
 * as when the archive's other part comes later.
 */
export async function writeAttachments(tx: Tx, input: readonly AttachmentsOf[]): Promise<void> {
  if (input.length === 0) return
  const known = await readStates(
    tx,
    input.filter(({ isNew }) => !isNew).map(({ messageId }) => messageId),
  )
  const attachments: Record<string, unknown>[] = []
  const files: Record<string, unknown>[] = []
  for (const { messageId, isNew, attachments: given } of input) {
    given.forEach((attachment, position) => {
      const before = known.get(`${messageId}/${position}`)
      if (!isNew && (before === undefined || !isBetter(attachment.place.state, before))) return
      attachments.push({
        message_id: messageId,
        position,
        kind: attachment.kind,
        reference: attachment.reference,
        state: attachment.place.state,
      })
      for (const [rank, path] of pathsOf(attachment).entries())
        files.push({ message_id: messageId, position, rank, path })
    })
  }
  if (attachments.length === 0) return
  await sql`
    insert into attachment (message_id, position, kind, reference, state)
    select message_id, position, kind, reference, state
    from json_to_recordset(${JSON.stringify(attachments)}::json) as r (message_id uuid, position int, kind text, reference text, state text)
    on conflict (tenant_id, message_id, position) do update set state = excluded.state`.execute(tx)
  if (files.length === 0) return
  await sql`
    insert into attachment_file as f (message_id, position, rank, path)
    select message_id, position, rank, path
    from json_to_recordset(${JSON.stringify(files)}::json) as r (message_id uuid, position int, rank int, path text)
    on conflict (tenant_id, message_id, position, rank) do update set path = excluded.path where f.sha256 is null`.execute(
    tx,
  )
}

async function readStates(db: Db, messageIds: readonly Id[]): Promise<Map<string, string>> {
  if (messageIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('attachment')
    .select(['messageId', 'position', 'state'])
    .where('messageId', 'in', messageIds)
    .execute()
  return new Map(rows.map(({ messageId, position, state }) => [`${messageId}/${position}`, state]))
}

/** Whether an attachment's state tells more than what was known. */
export function isBetter(now: string, before: string): boolean {
  return before === 'missing' && now !== 'missing'
}

function pathsOf({ place }: ParsedAttachment): string[] {
  if (place.state === 'resolved') return [place.path]
  return place.state === 'ambiguous' ? place.candidates : []
}

/** Paths at a source of files that its attachments wait for. */
export async function awaitedFiles(db: Db, input: { sourceId: Id }): Promise<Set<string>> {
  const { rows } = await sql<{ path: string }>`
    select distinct f.path from attachment_file f
    join message m on m.tenant_id = f.tenant_id and m.id = f.message_id
    where f.sha256 is null and m.source_id = ${input.sourceId}`.execute(db)
  return new Set(rows.map(({ path }) => path))
}

/** A file whose bytes are safely in the media folder. */
export type StoredFile = { path: string; sha256: string; mediaType: string; bytes: number }

/** Gives the attachments of one source the files they wait for: another's may have the same path. */
export async function fileStored(
  tx: Tx,
  input: { sourceId: Id; now: Date; files: readonly StoredFile[] },
): Promise<void> {
  if (input.files.length === 0) return
  const json = JSON.stringify(
    input.files.map(({ path, sha256, mediaType, bytes }) => ({ path, sha256, media_type: mediaType, bytes })),
  )
  await sql`
    insert into media (sha256, media_type, bytes, stored_at)
    select distinct on (sha256) sha256, media_type, bytes, ${input.now}::timestamptz
    from json_to_recordset(${json}::json) as r (sha256 text, media_type text, bytes bigint)
    on conflict (tenant_id, sha256) do nothing`.execute(tx)
  await sql`
    update attachment_file f set sha256 = r.sha256
    from json_to_recordset(${json}::json) as r (path text, sha256 text)
    where f.path = r.path and f.sha256 is null
      and (select m.source_id from message m where m.tenant_id = f.tenant_id and m.id = f.message_id) = ${input.sourceId}`.execute(
    tx,
  )
}
