import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { ParsedAttachment } from '../channels/channels.ts'
import { type ItemSeal, readItemPlaces } from '../intake/intake.ts'
import type { Db, Tx } from '../store/store.ts'

type AttachmentsOf = {
  messageId: Id
  isNew: boolean
  attachments: readonly ParsedAttachment[]
  /** Where they stand: the item, what it is called, and the message's place in it. */
  on: Place
}
type Place = { rawItemId: Id; path: string; position: number }

/**
 * Writes the attachments of new messages. For messages already here it takes a file where there was none before, as
 * when another export has it; and where they stand on the very page that the message was made from, it takes what is
 * known of them now, as when another part of the export has come.
 */
export async function writeAttachments(
  tx: Tx,
  input: { itemSeal: ItemSeal; sourceId: Id; messages: readonly AttachmentsOf[] },
): Promise<void> {
  const { itemSeal, sourceId, messages } = input
  if (messages.length === 0) return
  const messageIds = messages.filter(({ isNew }) => !isNew).map(({ messageId }) => messageId)
  const known = await readKnown(tx, { itemSeal, messageIds })
  const taken = new Map<string, { messageId: Id; position: number; attachment: ParsedAttachment }>()
  for (const { messageId, isNew, attachments: given, on } of messages) {
    given.forEach((attachment, position) => {
      const key = `${messageId}/${position}`
      if (!isNew) {
        const before = known.get(key)
        if (before === undefined || !isToTake(attachment, on, before)) return
        Object.assign(before, { state: attachment.place.state, paths: pathsOf(attachment) })
      }
      taken.set(key, { messageId, position, attachment })
    })
  }
  if (taken.size === 0) return
  const attachments = [...taken.values()].map(({ messageId, position, attachment }) => ({
    message_id: messageId,
    position,
    kind: attachment.kind,
    reference: attachment.reference,
    state: attachment.place.state,
  }))
  const files = [...taken.values()].flatMap(({ messageId, position, attachment }) =>
    pathsOf(attachment).map((path, rank) => ({ message_id: messageId, position, rank, path })),
  )
  await sql`
    insert into attachment (message_id, position, kind, reference, state)
    select message_id, position, kind, reference, state
    from json_to_recordset(${JSON.stringify(attachments)}::json) as r (message_id uuid, position int, kind text, reference text, state text)
    on conflict (tenant_id, message_id, position) do update set state = excluded.state`.execute(tx)
  if (known.size > 0)
    await sql`
      delete from attachment_file f
      using json_to_recordset(${JSON.stringify(attachments)}::json) as r (message_id uuid, position int)
      where f.message_id = r.message_id and f.position = r.position`.execute(tx)
  if (files.length === 0) return
  await sql`
    insert into attachment_file (message_id, position, rank, path, sha256)
    select message_id, position, rank, path,
      (select s.sha256 from source_file s where s.source_id = ${sourceId} and s.path = r.path)
    from json_to_recordset(${JSON.stringify(files)}::json) as r (message_id uuid, position int, rank int, path text)`.execute(
    tx,
  )
}

type Known = { state: string; paths: string[]; on: Place }

/** What is known of the attachments of these messages, by `<message>/<position>`. */
async function readKnown(
  db: Db,
  { itemSeal, messageIds }: { itemSeal: ItemSeal; messageIds: readonly Id[] },
): Promise<Map<string, Known>> {
  if (messageIds.length === 0) return new Map()
  const { rows } = await sql<
    Omit<Place, 'path'> & { messageId: Id; ordinal: number; state: string; paths: string[] }
  >`
    select a.message_id, a.position as ordinal, a.state, m.raw_item_id, m.position,
      array(select f.path from attachment_file f
        where f.tenant_id = a.tenant_id and f.message_id = a.message_id and f.position = a.position order by f.rank) as paths
    from attachment a
    join message m on m.tenant_id = a.tenant_id and m.id = a.message_id
    where a.message_id = any(${messageIds as Id[]}::uuid[])`.execute(db)
  const places = await readItemPlaces(db, { itemSeal, ids: rows.map(({ rawItemId }) => rawItemId) })
  return new Map(
    rows.map(({ messageId, ordinal, state, paths, ...on }) => [
      `${messageId}/${ordinal}`,
      { state, paths, on: { ...on, path: places.get(on.rawItemId)?.path ?? '' } },
    ]),
  )
}

function isToTake(attachment: ParsedAttachment, on: Place, before: Known): boolean {
  const { state } = attachment.place
  if (before.state === 'missing' || state === 'missing') return isBetter(state, before.state)
  const isOwnPage =
    on.rawItemId === before.on.rawItemId && on.path === before.on.path && on.position === before.on.position
  if (!isOwnPage) return false
  return state !== before.state || pathsOf(attachment).join('\n') !== before.paths.join('\n')
}

/** Whether an attachment's state tells more than what was known. */
export function isBetter(now: string, before: string): boolean {
  return before === 'missing' && now !== 'missing'
}

function pathsOf({ place }: ParsedAttachment): string[] {
  if (place.state === 'resolved') return [place.path]
  return place.state === 'ambiguous' ? place.candidates : []
}

/**
 * Paths at a source of files that are waited for: by its attachments, or by pages that may come in another part of the
 * export.
 */
export async function awaitedFiles(db: Db, input: { sourceId: Id }): Promise<Set<string>> {
  const { rows } = await sql<{ path: string }>`
    select f.path from attachment_file f
    join message m on m.tenant_id = f.tenant_id and m.id = f.message_id
    where f.sha256 is null and m.source_id = ${input.sourceId}
    union
    select path from source_file where source_id = ${input.sourceId} and sha256 is null`.execute(db)
  return new Set(rows.map(({ path }) => path))
}

/** Of these paths, those at which attachments wait for a file. */
export async function awaitedAmong(db: Db, { paths }: { paths: readonly string[] }): Promise<Set<string>> {
  if (paths.length === 0) return new Set()
  const { rows } = await sql<{ path: string }>`
    select distinct path from attachment_file where sha256 is null and path = any(${[...paths]}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ path }) => path))
}

/** Parts of mails that attachments wait for, `<path of the mail>#<place>`, and whose attachments they are. */
export async function awaitedParts(db: Db): Promise<{ path: string; sourceId: Id }[]> {
  const { rows } = await sql<{ path: string; sourceId: Id }>`
    select distinct f.path, m.source_id from attachment_file f
    join message m on m.tenant_id = f.tenant_id and m.id = f.message_id
    where f.sha256 is null and f.path ~ '#[0-9]+$' order by f.path`.execute(db)
  return rows
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
    on conflict (tenant_id, sha256) do update set forgotten_at = null where media.forgotten_at is not null`.execute(
    tx,
  )
  await sql`
    update attachment_file f set sha256 = r.sha256
    from json_to_recordset(${json}::json) as r (path text, sha256 text)
    where f.path = r.path and f.sha256 is null
      and (select m.source_id from message m where m.tenant_id = f.tenant_id and m.id = f.message_id) = ${input.sourceId}`.execute(
    tx,
  )
  await sql`
    update source_file f set sha256 = r.sha256
    from json_to_recordset(${json}::json) as r (path text, sha256 text)
    where f.source_id = ${input.sourceId} and f.path = r.path and f.sha256 is null`.execute(tx)
}
