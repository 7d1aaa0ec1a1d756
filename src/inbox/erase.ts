import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { countMessages, countOpenRuns, type ItemSeal } from '../intake/intake.ts'
import type { Store, Tx } from '../store/store.ts'
import type { MediaFolder } from './media-folder.ts'
import { saidOf } from './recognise.ts'
import { forgetPagesOf, unaskedFiles } from './source-files.ts'
import type { ThreadRule } from './thread/rule.ts'
import { lockThreads, threadParticipants } from './thread/stage.ts'

/** Whose messages are meant: all that were exchanged with them alone, and their own in groups. */
export type MessagesOf = {
  /** Sets of participants that nobody else is in. */
  aloneIds: readonly Id[]
  /** Sets that others are in too. */
  groupIds: readonly Id[]
  /** Their addresses, however a wire wrote them. */
  written: readonly string[]
}

/** What is to be forgotten. */
export type FoundMessages = {
  messages: { id: Id; sourceId: Id; rawItemId: Id; said: string }[]
  /** Conversations that go, or are threaded anew. */
  conversationIds: Id[]
}

/** Finds somebody's messages, and the conversations that they are in. */
export async function findMessagesOf(tx: Tx, input: MessagesOf): Promise<FoundMessages> {
  await lockThreads(tx)
  const { rows } = await sql<{ id: Id; sourceId: Id; rawItemId: Id; identity: Id }>`
    select id, source_id, raw_item_id, identity from message
    where participants_id = any(${input.aloneIds}::uuid[])
       or (participants_id = any(${input.groupIds}::uuid[]) and sender = any(${input.written}::text[]))
    order by id`.execute(tx)
  const conversations = await sql<{ id: Id }>`
    select id from conversation where participants_id = any(${[...input.aloneIds, ...input.groupIds]}::uuid[])
    union select e.conversation_id from thread_entry e where e.message_id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
  return {
    messages: rows.map(({ identity, ...row }) => ({ ...row, said: saidOf(identity) })),
    conversationIds: conversations.rows.map(({ id }) => id),
  }
}

/**
 * Forgets messages with their attachments and conversations, and takes an address out of groups; what others wrote is
 * threaded anew. What is made of messages elsewhere must be gone before. Returns how many conversations went, and how many
 * files no message has any more:
 * `forgetFiles` removes their bytes, once this is committed.
 */
export async function eraseMessages(
  tx: Tx,
  input: MessagesOf & FoundMessages & { clock: Clock; rule: ThreadRule },
): Promise<{ files: number; conversations: number }> {
  const { aloneIds, groupIds, conversationIds, written } = input
  const messageIds = input.messages.map(({ id }) => id)
  const others = await sql<{ participantsId: Id }>`
    select distinct participants_id from thread_entry
    where conversation_id = any(${conversationIds}::uuid[]) and participants_id <> all(${aloneIds}::uuid[])`.execute(
    tx,
  )
  const gone = await splitOff(tx, { conversationIds, messageIds })
  await sql`
    delete from thread_change where conversation_id = any(${gone}::uuid[])
      or other_conversation_id = any(${gone}::uuid[]) or message_id = any(${messageIds}::uuid[])`.execute(tx)
  await sql`delete from thread_entry where conversation_id = any(${conversationIds}::uuid[])`.execute(tx)
  await sql`update conversation set merged_into = null where merged_into = any(${gone}::uuid[])`.execute(tx)
  await sql`delete from conversation where id = any(${gone}::uuid[])`.execute(tx)
  const files = await sql<{ sha256: string | null; path: string }>`
    delete from attachment_file where message_id = any(${messageIds}::uuid[]) returning sha256, path`.execute(
    tx,
  )
  await sql`delete from attachment where message_id = any(${messageIds}::uuid[])`.execute(tx)
  const deleted = await sql<{ sourceId: Id }>`
    delete from message where id = any(${messageIds}::uuid[]) returning source_id`.execute(tx)
  const bySource = Map.groupBy(deleted.rows, ({ sourceId }) => sourceId)
  await countMessages(tx, new Map([...bySource].map(([sourceId, own]) => [sourceId, -own.length])))
  await sql`
    update message set group_addresses = array(select a from unnest(group_addresses) a where a <> all(${written}::text[]))
    where participants_id = any(${groupIds}::uuid[])`.execute(tx)
  const paths = files.rows.map(({ path }) => path)
  const contents = files.rows.flatMap(({ sha256 }) => sha256 ?? [])
  const unused = await eraseFiles(tx, { clock: input.clock, paths, contents })
  const threaded = [...new Set([...groupIds, ...others.rows.map(({ participantsId }) => participantsId)])]
  if (threaded.length > 0)
    await threadParticipants(tx, { clock: input.clock, rule: input.rule, participantsIds: threaded })
  return { files: unused, conversations: gone.length }
}

/**
 * Which of these conversations go: those that began with a message that goes. The others keep their ids, what people
 * changed of them, and until they are threaded anew nothing but their first message.
 */
async function splitOff(
  tx: Tx,
  { conversationIds, messageIds }: { conversationIds: readonly Id[]; messageIds: readonly Id[] },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from conversation
    where id = any(${conversationIds}::uuid[]) and anchor_message_id = any(${messageIds}::uuid[])`.execute(tx)
  const gone = rows.map(({ id }) => id)
  await sql`
    update conversation set last_message_id = anchor_message_id, urgent_message_id = null
    where id = any(${conversationIds}::uuid[]) and id <> all(${gone}::uuid[])`.execute(tx)
  return gone
}

/** Forgets files of archives by path, and notes contents that no message has any more; returns how many. */
async function eraseFiles(
  tx: Tx,
  { clock, paths, contents }: { clock: Clock; paths: readonly string[]; contents: readonly string[] },
): Promise<number> {
  await sql`delete from source_file where path = any(${paths}::text[])`.execute(tx)
  const { rows } = await sql<{ sha256: string }>`
    update media m set forgotten_at = ${clock.now()} where m.sha256 = any(${contents}::text[])
      and not exists (select from attachment_file f where f.tenant_id = m.tenant_id and f.sha256 = m.sha256)
    returning m.sha256`.execute(tx)
  const unused = rows.map(({ sha256 }) => sha256)
  await sql`delete from source_file where sha256 = any(${unused}::text[])`.execute(tx)
  return unused.length
}

/**
 * Forgets files of archives that are somebody's by their paths and that no message has, such as pictures whose page did not
 * come. Their pages must be gone before. Returns how many.
 */
export async function forgetFilesOf(
  tx: Tx,
  { clock, itemSeal, isTheirs }: { clock: Clock; itemSeal: ItemSeal; isTheirs: (path: string) => boolean },
): Promise<number> {
  const files = (await unaskedFiles(tx, {})).filter(({ path }) => isTheirs(path))
  await forgetPagesOf(tx, { itemSeal, isTheirs })
  return eraseFiles(tx, {
    clock,
    paths: files.map(({ path }) => path),
    contents: files.flatMap(({ sha256 }) => sha256 ?? []),
  })
}

/** Conversations in which nothing was said since an instant, the longest silent first. */
export async function silentConversations(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<Id[]> {
  await lockThreads(tx)
  const rows = await tx
    .selectFrom('conversation')
    .select('id')
    .where('lastAt', '<', before)
    .orderBy('lastAt')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The messages that are in these conversations. */
export async function messagesOfConversations(
  tx: Tx,
  conversationIds: readonly Id[],
): Promise<FoundMessages['messages']> {
  const { rows } = await sql<{ id: Id; sourceId: Id; rawItemId: Id; identity: Id }>`
    select m.id, m.source_id, m.raw_item_id, m.identity
    from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.conversation_id = any(${conversationIds}::uuid[]) order by m.id`.execute(tx)
  return rows.map(({ identity, ...row }) => ({ ...row, said: saidOf(identity) }))
}

/** Forgets attachments of messages from before an instant; returns how many files no message has any more. */
export async function forgetOldFiles(tx: Tx, input: { clock: Clock; before: Date }): Promise<number> {
  const { rows } = await sql<{ messageId: Id; sha256: string | null; path: string }>`
    delete from attachment_file f using message m
    where m.tenant_id = f.tenant_id and m.id = f.message_id and m.at < ${input.before} and f.sha256 is not null
    returning f.message_id, f.sha256, f.path`.execute(tx)
  if (rows.length === 0) return 0
  await sql`
    update attachment a set state = 'missing' where message_id = any(${rows.map(({ messageId }) => messageId)}::uuid[])
      and not exists (select from attachment_file f where f.tenant_id = a.tenant_id and f.message_id = a.message_id and f.position = a.position)`.execute(
    tx,
  )
  return eraseFiles(tx, {
    clock: input.clock,
    paths: rows.map(({ path }) => path),
    contents: rows.flatMap(({ sha256 }) => sha256 ?? []),
  })
}

/**
 * Removes the bytes of files whose last message was erased, also such as a kill has left. While an import is waiting or
 * running they stay for the next time: it may just have found the same bytes here.
 */
export async function forgetFiles(
  io: { store: Pick<Store, 'read' | 'write'>; media: Pick<MediaFolder, 'forget'> },
  tenantId: Id,
): Promise<void> {
  const forgotten = await io.store.read(tenantId, async (db) => {
    const { queued, running } = await countOpenRuns(db)
    if (queued + running > 0) return []
    return db.selectFrom('media').select('sha256').where('forgottenAt', 'is not', null).execute()
  })
  for (const { sha256 } of forgotten) {
    await io.media.forget(tenantId, sha256)
    await io.store.write(tenantId, (tx) =>
      tx.deleteFrom('media').where('sha256', '=', sha256).where('forgottenAt', 'is not', null).execute(),
    )
  }
}
