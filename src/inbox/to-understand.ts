import { sql } from 'kysely'
import { firstIdAt, type Id } from '../base/ids.ts'
import type { MessageKind } from '../channels/channels.ts'
import type { Db } from '../store/store.ts'

/** A message of the other side, as understanding takes it. */
export type MessageToUnderstand = {
  id: Id
  channel: string
  kind: MessageKind
  /** ISO 8601, UTC. */
  sentAt: string
  /** What it says: its text, or the transcript where there is no text. Spans count in these. */
  words: string
  /** For a fragment such as "ok": what the same people said before it, which tells its language; null when not needed. */
  hint: string | null
}

/** A shorter text hardly tells its language. */
const FRAGMENT_CHARACTERS_MAX = 24

/** The words of `message m`, in SQL; everything that counts spans counts in these. */
export const wordsOf = sql<string>`case when m.body = '' then coalesce(m.transcript, '') else m.body end`

/** Versions that a result must carry to be the present one. */
export type PresentVersion = { version: string; ruleVersion: number }

const LACKS = ({ version, ruleVersion }: PresentVersion) => sql`
  m.direction is distinct from 'out' and m.kind <> 'step' and (m.body <> '' or m.transcript <> '')
  and not exists (select from understanding u where u.tenant_id = m.tenant_id and u.message_id = m.id
                  and u.version = ${version} and u.rule_version = ${ruleVersion})`

/**
 * Messages from the other side that lack a result of the present version, newest first. `madeSince`: only those that came into
 * being since; without it, it looks through all messages of the firm: some 0.3 s at 100,000, so take many at a time.
 */
export async function messagesToUnderstand(
  db: Db,
  input: PresentVersion & { madeSince?: Date | undefined; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select m.id from message m
    where ${input.madeSince === undefined ? sql`true` : sql`m.id > ${firstIdAt(input.madeSince)}::uuid`} and ${LACKS(input)}
    order by m.at desc, m.id desc limit ${input.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The same of one conversation. */
export async function messagesOfToUnderstand(
  db: Db,
  input: PresentVersion & { conversationId: Id; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select m.id from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.conversation_id = ${input.conversationId} and ${LACKS(input)}
    order by m.at desc, m.id desc limit ${input.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Messages of open conversations that were understood by this version, but not surely, as a whole or in how urgent they
 * are, and about which no language model was asked; newest first. What is laid away is not worth the money.
 */
export async function messagesToRefine(
  db: Db,
  input: PresentVersion & { confidenceBelow: number; limit: number },
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select u.message_id as id
    from conversation c
    join thread_entry e on e.tenant_id = c.tenant_id and e.conversation_id = c.id
    join understanding u on u.tenant_id = e.tenant_id and u.message_id = e.message_id
    where c.status in ('active', 'needs_reply', 'waiting') and c.merged_into is null
      and u.version = ${input.version} and u.rule_version = ${input.ruleVersion}
      and least(u.confidence, (u.detail->'urgency'->>'confidence')::real) < ${input.confidenceBelow} and u.refined_at is null
    order by e.at desc, e.message_id desc limit ${input.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** These messages with their words, in the order given. */
export async function readMessagesToUnderstand(db: Db, ids: readonly Id[]): Promise<MessageToUnderstand[]> {
  const { rows } = await sql<MessageToUnderstand>`
    select m.id, m.channel, m.kind, to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as sent_at, ${wordsOf} as words, before.hint
    from message m
    left join lateral (
      select left(o.body, 300) as hint from message o
      where o.participants_id = m.participants_id and o.at < m.at and o.direction is distinct from 'out'
        and length(o.body) > ${FRAGMENT_CHARACTERS_MAX} and length(${wordsOf}) <= ${FRAGMENT_CHARACTERS_MAX}
      order by o.at desc limit 1) before on true
    where m.id = any(${ids as Id[]}::uuid[])`.execute(db)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
