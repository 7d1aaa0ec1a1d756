import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import type { Db, Tx } from '../../store/store.ts'
import {
  type AssignedConversation,
  assignConversations,
  type KnownConversation,
  type StagePlacement,
} from './assign.ts'
import type { ThreadRule } from './rule.ts'
import { readStageMessages } from './stage-message.ts'
import { walk } from './walk.ts'
import {
  type ConversationRow,
  conversationRow,
  fingerprintOf,
  writeConversations,
  writeEntries,
  writeMergedInto,
} from './write.ts'

/**
 * Threads all messages of these participants again, and writes what is different from before: conversations,
 * decisions, status. Doing it twice changes nothing. Participants whose conversations a person merged with
 * theirs are taken along.
 */
export async function threadParticipants(
  tx: Tx,
  input: { clock: Clock; participantsIds: readonly Id[]; rule: ThreadRule },
): Promise<{ conversationsMade: number; messages: number }> {
  const merges = await readMerges(tx)
  const participantsIds = withMerged(input.participantsIds, merges)
  const messages = await readStageMessages(tx, participantsIds)
  const known = await readKnown(tx, participantsIds)
  const cuts = await readCuts(tx, participantsIds)
  const kinds = await readKinds(tx, participantsIds)

  const placements: StagePlacement[] = []
  for (const [participantsId, own] of messages) {
    const isKnown = kinds.get(participantsId)?.known ?? false
    placements.push(...(walk(own, { rule: input.rule, cuts, known: isKnown }) as StagePlacement[]))
  }
  const { conversations, absorbed } = assignConversations(placements, {
    known,
    merges: new Map(merges.map(({ absorbedId, keptId }) => [absorbedId, keptId])),
    newId: () => newId(input.clock),
  })
  const knownById = new Map(known.map((conversation) => [conversation.id, conversation]))
  const leadOf = leads(conversations)
  const nowMs = input.clock.now().getTime()
  const rows = conversations.map((conversation) =>
    conversationRow(conversation, {
      nowMs,
      answerable: kinds.get(conversation.participantsId)?.answerable ?? true,
      archivedAtMs: knownById.get(conversation.id)?.archivedAtMs ?? null,
    }),
  )
  const changed = rows.filter((row) => row.fingerprint !== knownById.get(row.id)?.fingerprint)
  const made = await writeConversations(tx, { rows: changed, now: input.clock.now() })
  await writeEntries(tx, { conversations, ruleVersion: input.rule.version, leadOf })
  await writeMergedInto(tx, changedMergedInto(known, absorbed, rows))
  return { conversationsMade: made, messages: placements.length }
}

/** Participants with messages that have no decision by this rule yet, and how many messages they have; the fullest first. */
export async function participantsToThread(
  db: Db,
  ruleVersion: number,
): Promise<{ participantsId: Id; messages: number }[]> {
  const { rows } = await sql<{ participantsId: Id; messages: number }>`
    select m.participants_id, count(*)::int as messages
    from message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    group by m.participants_id
    having bool_or(e.rule_version is distinct from ${ruleVersion})
    order by messages desc`.execute(db)
  return rows
}

type Merge = { keptId: Id; absorbedId: Id; keptParticipants: Id; absorbedParticipants: Id }

async function readMerges(db: Db): Promise<Merge[]> {
  const { rows } = await sql<Merge>`
    select c.conversation_id as kept_id, c.other_conversation_id as absorbed_id,
           k.participants_id as kept_participants, a.participants_id as absorbed_participants
    from thread_change c
    join conversation k on k.tenant_id = c.tenant_id and k.id = c.conversation_id
    join conversation a on a.tenant_id = c.tenant_id and a.id = c.other_conversation_id
    where c.kind = 'merge' and c.undone_at is null
    order by c.made_at, c.id`.execute(db)
  return rows
}

/** These participants and all that merges tie to them, directly or not. */
function withMerged(participantsIds: readonly Id[], merges: readonly Merge[]): Id[] {
  const all = new Set(participantsIds)
  for (let before = -1; before !== all.size; ) {
    before = all.size
    for (const { keptParticipants, absorbedParticipants } of merges) {
      if (all.has(keptParticipants) || all.has(absorbedParticipants))
        all.add(keptParticipants).add(absorbedParticipants)
    }
  }
  return [...all]
}

type Known = KnownConversation & { archivedAtMs: number | null; fingerprint: string }

async function readKnown(db: Db, participantsIds: readonly Id[]): Promise<Known[]> {
  const { rows } = await sql<
    KnownConversation & { archivedAtMs: number | null } & Omit<
        ConversationRow,
        'fingerprint' | 'archivedAtMs'
      >
  >`
    select id, participants_id, anchor_message_id, merged_into, (extract(epoch from archived_at) * 1000)::float8 as archived_at_ms,
           last_message_id, (extract(epoch from first_at) * 1000)::float8 as first_at_ms, (extract(epoch from last_at) * 1000)::float8 as last_at_ms,
           (extract(epoch from last_in_at) * 1000)::float8 as last_in_at_ms, (extract(epoch from last_out_at) * 1000)::float8 as last_out_at_ms,
           (extract(epoch from waiting_since) * 1000)::float8 as waiting_since_ms, (extract(epoch from rests_at) * 1000)::float8 as rests_at_ms,
           message_count, spam, hazard, status, status_reason
    from conversation where participants_id = any(${participantsIds as Id[]}::uuid[])
    order by id`.execute(db)
  return rows.map((row) => ({ ...row, fingerprint: fingerprintOf(row) }))
}

async function readCuts(db: Db, participantsIds: readonly Id[]): Promise<Set<Id>> {
  const { rows } = await sql<{ messageId: Id }>`
    select c.message_id from thread_change c join message m on m.tenant_id = c.tenant_id and m.id = c.message_id
    where c.kind = 'split' and c.undone_at is null and m.participants_id = any(${participantsIds as Id[]}::uuid[])`.execute(
    db,
  )
  return new Set(rows.map(({ messageId }) => messageId))
}

/** For each set of participants: whether anybody is known, and whether anybody could be answered. */
async function readKinds(
  db: Db,
  participantsIds: readonly Id[],
): Promise<Map<Id, { known: boolean; answerable: boolean }>> {
  const { rows } = await sql<{ id: Id; known: boolean; answerable: boolean }>`
    select p.id, p.kind <> 'unknown' as known,
           coalesce(bool_or(c.kind in ('phone', 'email', 'other', 'name')), false) as answerable
    from participants p
    left join participant member on member.tenant_id = p.tenant_id and member.participants_id = p.id
    left join contact_point c on c.tenant_id = member.tenant_id and c.id = member.contact_point_id
    where p.id = any(${participantsIds as Id[]}::uuid[])
    group by p.id, p.kind`.execute(db)
  return new Map(rows.map(({ id, known, answerable }) => [id, { known, answerable }]))
}

/** From the anchor a walk named to the conversation its messages are in. */
function leads(conversations: readonly AssignedConversation[]): Map<Id, Id> {
  const leadOf = new Map<Id, Id>()
  for (const { id, placements } of conversations)
    for (const { anchorId } of placements) leadOf.set(anchorId, id)
  return leadOf
}

function changedMergedInto(
  known: readonly Known[],
  absorbed: ReadonlyMap<Id, Id>,
  rows: readonly { id: Id }[],
): { id: Id; mergedInto: Id | null }[] {
  const standing = new Set(rows.map(({ id }) => id))
  return known.flatMap(({ id, mergedInto }) => {
    const now = standing.has(id) ? null : (absorbed.get(id) ?? mergedInto)
    return now === mergedInto ? [] : [{ id, mergedInto: now }]
  })
}
