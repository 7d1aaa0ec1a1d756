import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import { FORGED_KEYS } from '../../customers/customers.ts'
import type { Db, Tx } from '../../store/store.ts'
import type { Urgency } from '../../understanding/understanding.ts'
import { readHeld } from '../held.ts'
import { type LaidAway, REST_MS, untouched } from '../status.ts'
import type { Urgencies } from '../urgency.ts'
import {
  type AssignedConversation,
  assignConversations,
  type KnownConversation,
  type StagePlacement,
} from './assign.ts'
import { type Point, readHandChanges } from './hand-changes.ts'
import type { ThreadRule } from './rule.ts'
import { inWindow, readStageMessages, type StageMessage } from './stage-message.ts'
import { walk } from './walk.ts'
import { findWindow } from './window.ts'
import {
  type ConversationRow,
  conversationRow,
  fingerprintOf,
  writeConversations,
  writeEntries,
  writeMergedInto,
} from './write.ts'

/**
 * Threads the messages of these participants again, and writes what is different from before: conversations,
 * decisions, status. Doing it twice changes nothing. No more is read than can have changed (`findWindow`); the
 * result is as if all had been. Threading takes turns within a firm, so keep the transaction short.
 *
 * `touched` are messages whose conversations a person has just changed; `messages` counts those looked at.
 */
export async function threadParticipants(
  tx: Tx,
  input: {
    clock: Clock
    participantsIds: readonly Id[]
    rule: ThreadRule
    touched?: readonly Point[] | undefined
  },
): Promise<{ conversationsMade: number; messages: number }> {
  const { rule, clock } = input
  await lockThreads(tx)
  const changes = await readHandChanges(tx)
  const window = await findWindow(tx, { ...input, changes })
  const messages = await readStageMessages(tx, window)
  const known = await readKnown(tx, window, messages)
  const kinds = await readKinds(tx, [...window.keys()])

  const placements = placeAll(messages, { rule, kinds })
  const { conversations, absorbed } = assignConversations(placements, {
    known,
    changes,
    newId: () => newId(clock),
  })
  const knownById = new Map(known.map((conversation) => [conversation.id, conversation]))
  const rows = await conversationRows(tx, { clock, conversations, kinds, knownById })
  const changed = rows.filter((row) => row.fingerprint !== knownById.get(row.id)?.fingerprint)
  const made = await writeConversations(tx, { rows: changed, now: clock.now() })
  await writeEntries(tx, { conversations, ruleVersion: rule.version })
  await writeMergedInto(tx, changedMergedInto(known, absorbed))
  return { conversationsMade: made, messages: placements.length }
}

/** The rule's word on each message of each set of participants. */
export function placeAll(
  messages: ReadonlyMap<Id, readonly StageMessage[]>,
  input: { rule: ThreadRule; kinds: ReadonlyMap<Id, Kind> },
): StagePlacement[] {
  return [...messages].flatMap(([participantsId, own]) =>
    walk(own, { rule: input.rule, known: input.kinds.get(participantsId)?.known ?? false }),
  )
}

/** What the rows of these conversations must say. */
export async function conversationRows(
  db: Db,
  input: {
    clock: Clock
    conversations: readonly AssignedConversation[]
    kinds: ReadonlyMap<Id, Kind>
    knownById: ReadonlyMap<Id, LaidAway>
  },
): Promise<ConversationRow[]> {
  const nowMs = input.clock.now().getTime()
  const urgencies = await readUrgencies(db, { ...input, nowMs })
  const held = await readHeldAmong(db, { ...input, nowMs })
  return input.conversations.map((conversation) =>
    conversationRow(conversation, {
      nowMs,
      urgencies,
      answerable: input.kinds.get(conversation.participantsId)?.answerable ?? true,
      held: held.has(conversation.id),
      ...(input.knownById.get(conversation.id) ?? untouched),
    }),
  )
}

/** Which of these silence would lay away, but must not; only such as were here before can be held. */
async function readHeldAmong(
  db: Db,
  {
    conversations,
    knownById,
    nowMs,
  }: {
    conversations: readonly AssignedConversation[]
    knownById: ReadonlyMap<Id, LaidAway>
    nowMs: number
  },
): Promise<ReadonlySet<Id>> {
  const mayRest = conversations.some(
    ({ id, placements }) => knownById.has(id) && nowMs - (placements.at(-1)?.message.atMs ?? 0) >= REST_MS,
  )
  return mayRest ? readHeld(db) : new Set()
}

/** How pressing the messages of conversations are that may be open; what has been silent for long enough is not. */
async function readUrgencies(
  db: Db,
  input: { conversations: readonly AssignedConversation[]; nowMs: number },
): Promise<Urgencies> {
  const ids = input.conversations
    .filter(({ placements }) => input.nowMs - (placements.at(-1)?.message.atMs ?? 0) < REST_MS)
    .flatMap(({ placements }) => placements.map(({ message }) => message))
    .filter(({ direction }) => direction !== 'out')
    .map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ messageId: Id; urgency: Urgency }>`
    select message_id, urgency from understanding where message_id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ messageId, urgency }) => [messageId, urgency]))
}

/**
 * Threading takes turns within a firm: two at once would each make a conversation for the same message. A
 * transaction that threads takes this lock first of all.
 */
export async function lockThreads(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('inbox.threads:' || app_tenant()::text, 0))`.execute(
    tx,
  )
}

export type ParticipantsToThread = { participantsId: Id; messages: number; isNew: boolean }

/**
 * Participants with messages that have no decision by this rule yet, or were decided when the other side was not
 * known, and how many messages they have; the fullest first. `isNew`: none of them has been threaded by any rule.
 */
export async function participantsToThread(db: Db, ruleVersion: number): Promise<ParticipantsToThread[]> {
  const { rows } = await sql<ParticipantsToThread>`
    select m.participants_id, count(*)::int as messages, bool_and(e.message_id is null) as is_new
    from message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    where m.kind <> 'step'
    group by m.participants_id
    having bool_or(e.rule_version is distinct from ${ruleVersion} or e.participants_id <> m.participants_id)
    order by messages desc`.execute(db)
  return rows
}

type Known = KnownConversation & LaidAway & { fingerprint: string }

/** The conversations that are anchored at these messages. */
export async function readKnown(
  db: Db,
  window: ReadonlyMap<Id, number>,
  messages: ReadonlyMap<Id, readonly StageMessage[]>,
): Promise<Known[]> {
  const { rows } = await sql<KnownConversation & LaidAway & Omit<ConversationRow, 'fingerprint'>>`
    select c.id, c.participants_id, anchor_message_id, merged_into, (extract(epoch from made_at) * 1000)::float8 as made_at_ms,
           (extract(epoch from archived_at) * 1000)::float8 as archived_at_ms,
           (extract(epoch from taken_out_at) * 1000)::float8 as taken_out_at_ms,
           last_message_id, (extract(epoch from first_at) * 1000)::float8 as first_at_ms, (extract(epoch from last_at) * 1000)::float8 as last_at_ms,
           (extract(epoch from last_in_at) * 1000)::float8 as last_in_at_ms, (extract(epoch from last_out_at) * 1000)::float8 as last_out_at_ms,
           (extract(epoch from waiting_since) * 1000)::float8 as waiting_since_ms, (extract(epoch from rests_at) * 1000)::float8 as rests_at_ms,
           message_count, spam, hazard, urgency, urgent_message_id, status, status_reason
    from message m join conversation c on c.tenant_id = m.tenant_id and c.anchor_message_id = m.id
    where ${inWindow(window)}`.execute(db)
  const here = new Set([...messages.values()].flatMap((own) => own.map(({ id }) => id)))
  return rows
    .filter(({ anchorMessageId }) => here.has(anchorMessageId))
    .map((row) => ({ ...row, fingerprint: fingerprintOf(row) }))
}

/** Of a set of participants: whether anybody is known, and whether anybody could be answered. */
export type Kind = { known: boolean; answerable: boolean }

export async function readKinds(db: Db, participantsIds: readonly Id[]): Promise<Map<Id, Kind>> {
  const { rows } = await sql<{ id: Id; known: boolean; answerable: boolean }>`
    select p.id, p.kind <> 'unknown' as known,
           coalesce(bool_or(c.kind in ('phone', 'email', 'other', 'name')), p.key like ${FORGED_KEYS}) as answerable
    from participants p
    left join participant member on member.tenant_id = p.tenant_id and member.participants_id = p.id
    left join contact_point c on c.tenant_id = member.tenant_id and c.id = member.contact_point_id
    where p.id = any(${participantsIds as Id[]}::uuid[])
    group by p.id, p.kind, p.key`.execute(db)
  return new Map(rows.map(({ id, known, answerable }) => [id, { known, answerable }]))
}

/** Conversations that lead elsewhere than their row says. */
export function changedMergedInto(
  known: readonly KnownConversation[],
  absorbed: ReadonlyMap<Id, Id>,
): { id: Id; mergedInto: Id | null }[] {
  return known.flatMap(({ id, mergedInto }) => {
    const now = absorbed.get(id) ?? null
    return now === mergedInto ? [] : [{ id, mergedInto: now }]
  })
}
