import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'

/** Which messages are meant; what is null or not given bars none. Times are instants, `until` exclusive. */
export type MessageFilters = {
  /** Only of these sets of people. */
  participantsIds: readonly Id[] | null
  direction: 'in' | 'out' | null
  /** Kinds of attachments, or of messages: voicemail. A message has all of them. */
  has: readonly ('image' | 'video' | 'audio' | 'file' | 'contact_card' | 'voicemail')[]
  channel: string | null
  /** Of the conversation. */
  status: 'active' | 'needs_reply' | 'waiting' | 'archived' | null
  urgency: 'low' | 'medium' | 'high' | 'emergency' | null
  /** Only what stands in spam, or only what does not. */
  spam: boolean | null
  since: Date | null
  until: Date | null
}

export type SomeFilters = { [K in keyof MessageFilters]?: MessageFilters[K] | undefined }

/** What filters ask of `message m`, and of `conversation c`, in SQL. */
export function messageConditions(filters: SomeFilters): RawBuilder<unknown> {
  return sql.join([...ofMessage(filters), ...ofConversation(filters)], sql` and `)
}

/** Whether filters can be so narrow that the messages they leave are found by the database's indexes, and need not be looked for elsewhere. */
export function mayBeNarrow({ participantsIds, status, urgency }: SomeFilters): boolean {
  return [participantsIds, status, urgency].some((asked) => asked != null)
}

/**
 * Ids of the messages that these filters leave, when they are no more than `max`; null when they are. Where no conversation is asked
 * about, those in spam are among them.
 */
export async function narrowedMessages(
  db: Db,
  { filters, max }: { filters: SomeFilters; max: number },
): Promise<Id[] | null> {
  const { participantsIds, status, urgency, spam } = filters
  const conditions = [status, urgency, spam].every((asked) => asked == null)
    ? sql.join([sql`true`, ...ofMessage(filters)], sql` and `)
    : messageConditions(filters)
  const { rows } = await sql<{ id: Id }>`
    select m.id
    from ${
      participantsIds == null && mayBeNarrow(filters)
        ? sql`conversation c join thread_entry e on e.tenant_id = c.tenant_id and e.conversation_id = c.id
            join message m on m.tenant_id = e.tenant_id and m.id = e.message_id`
        : sql`message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
            left join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id`
    }
    where m.kind <> 'step' and ${conditions} limit ${max + 1}`.execute(db)
  return rows.length > max ? null : rows.map(({ id }) => id)
}

function ofMessage(filters: SomeFilters): RawBuilder<unknown>[] {
  const { participantsIds, direction, channel, since, until, has = [] } = filters
  return [
    ...(participantsIds == null ? [] : [sql`m.participants_id = any(${participantsIds as Id[]}::uuid[])`]),
    ...(direction == null ? [] : [sql`m.direction = ${direction}`]),
    ...(channel == null ? [] : [sql`m.channel = ${channel}`]),
    ...(since == null ? [] : [sql`m.at >= ${since}::timestamptz`]),
    ...(until == null ? [] : [sql`m.at < ${until}::timestamptz`]),
    ...has.map((kind) =>
      kind === 'voicemail'
        ? sql`m.kind = 'voicemail'`
        : sql`exists (select from attachment a where a.tenant_id = m.tenant_id and a.message_id = m.id and a.kind = ${kind})`,
    ),
  ]
}

function ofConversation({ status, urgency, spam }: SomeFilters): RawBuilder<unknown>[] {
  return [
    // What is merged into another has no messages; said, it lets the lists' own indexes find the conversations.
    ...(status == null && urgency == null ? [] : [sql`c.merged_into is null`]),
    ...(status == null ? [] : [sql`c.status = ${status}`]),
    ...(urgency == null ? [] : [sql`c.urgency = ${urgency}`]),
    ...(spam == null ? [sql`c.spam is not true`] : [sql`c.spam = ${spam}`]),
  ]
}
