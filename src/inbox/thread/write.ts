import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Tx } from '../../store/store.ts'
import { standingHazard } from '../hazard.ts'
import { type ConversationStatus, isSpam, type LaidAway, standing } from '../status.ts'
import { openUrgency, type Urgencies } from '../urgency.ts'
import type { AssignedConversation, StagePlacement } from './assign.ts'
import type { Factor } from './score.ts'
import type { StageMessage } from './stage-message.ts'
import { numberTurns } from './turn.ts'

/** A conversation row, derived; times in Unix milliseconds. */
export type ConversationRow = {
  id: Id
  participantsId: Id
  anchorMessageId: Id
  lastMessageId: Id
  firstAtMs: number
  lastAtMs: number
  lastInAtMs: number | null
  lastOutAtMs: number | null
  waitingSinceMs: number | null
  restsAtMs: number | null
  messageCount: number
  spam: boolean
  hazard: string | null
  urgency: string | null
  urgentMessageId: Id | null
  status: ConversationStatus
  statusReason: string
  fingerprint: string
}

/** What the conversation row must say, from its messages. */
export function conversationRow(
  { id, participantsId, anchorMessageId, placements }: AssignedConversation,
  input: { nowMs: number; answerable: boolean; held: boolean; urgencies: Urgencies } & LaidAway,
): ConversationRow {
  const messages = placements.map(({ message }) => message)
  const first = messages[0]
  const last = messages.at(-1)
  if (first === undefined || last === undefined) throw new Error('A conversation has at least one message.')
  const { status, reason, waitingSinceMs, restsAtMs } = standing(messages, {
    ...input,
    answerable: input.answerable || last.kind === 'voicemail',
  })
  const urgent = openUrgency(messages, { ...input, standing: { status, reason } })
  const row = {
    id,
    participantsId,
    anchorMessageId,
    lastMessageId: last.id,
    firstAtMs: first.atMs,
    lastAtMs: last.atMs,
    lastInAtMs: messages.findLast(({ direction }) => direction === 'in')?.atMs ?? null,
    lastOutAtMs: messages.findLast(({ direction }) => direction === 'out')?.atMs ?? null,
    waitingSinceMs,
    restsAtMs,
    messageCount: messages.length,
    spam: isSpam(messages, input),
    hazard: status === 'archived' ? null : standingHazard(messages, input.nowMs),
    urgency: urgent?.urgency ?? null,
    urgentMessageId: urgent?.messageId ?? null,
    status,
    statusReason: reason,
  }
  return { ...row, fingerprint: fingerprintOf(row) }
}

/** Everything a conversation row says that is derived, in one text, to see whether it changed. */
export function fingerprintOf(row: Omit<ConversationRow, 'fingerprint'>): string {
  return JSON.stringify([
    row.participantsId,
    row.lastMessageId,
    row.firstAtMs,
    row.lastAtMs,
    row.lastInAtMs,
    row.lastOutAtMs,
    row.waitingSinceMs,
    row.restsAtMs,
    row.messageCount,
    row.spam,
    row.hazard,
    row.urgency,
    row.urgentMessageId,
    row.status,
    row.statusReason,
  ])
}

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000)

/** Inserts or updates conversation rows; returns how many are new. */
export async function writeConversations(
  tx: Tx,
  input: { rows: readonly ConversationRow[]; now: Date },
): Promise<number> {
  if (input.rows.length === 0) return 0
  const { rows } = await sql<{ made: boolean }>`
    insert into conversation as c (id, participants_id, anchor_message_id, last_message_id, first_at, last_at, last_in_at, last_out_at,
      waiting_since, rests_at, message_count, spam, hazard, urgency, urgent_message_id, status, status_reason, made_at)
    select id, participants_id, anchor_message_id, last_message_id, to_timestamp(first_s), to_timestamp(last_s), to_timestamp(last_in_s),
      to_timestamp(last_out_s), to_timestamp(waiting_s), to_timestamp(rests_s), message_count, spam, hazard, urgency, urgent_message_id, status, status_reason, ${input.now}
    from json_to_recordset(${JSON.stringify(input.rows.map(toRecord))}::json) as r (id uuid, participants_id uuid, anchor_message_id uuid,
      last_message_id uuid, first_s float8, last_s float8, last_in_s float8, last_out_s float8, waiting_s float8, rests_s float8,
      message_count int, spam bool, hazard text, urgency text, urgent_message_id uuid, status text, status_reason text)
    on conflict (tenant_id, id) do update set participants_id = excluded.participants_id, last_message_id = excluded.last_message_id,
      first_at = excluded.first_at, last_at = excluded.last_at, last_in_at = excluded.last_in_at, last_out_at = excluded.last_out_at,
      waiting_since = excluded.waiting_since, rests_at = excluded.rests_at, message_count = excluded.message_count, spam = excluded.spam,
      hazard = excluded.hazard, urgency = excluded.urgency, urgent_message_id = excluded.urgent_message_id, status = excluded.status, status_reason = excluded.status_reason, version = c.version + 1
    returning c.version = 1 as made`.execute(tx)
  return rows.filter(({ made }) => made).length
}

function toRecord(row: ConversationRow): Record<string, unknown> {
  return {
    id: row.id,
    participants_id: row.participantsId,
    anchor_message_id: row.anchorMessageId,
    last_message_id: row.lastMessageId,
    first_s: seconds(row.firstAtMs),
    last_s: seconds(row.lastAtMs),
    last_in_s: seconds(row.lastInAtMs),
    last_out_s: seconds(row.lastOutAtMs),
    waiting_s: seconds(row.waitingSinceMs),
    rests_s: seconds(row.restsAtMs),
    message_count: row.messageCount,
    spam: row.spam,
    hazard: row.hazard,
    urgency: row.urgency,
    urgent_message_id: row.urgentMessageId,
    status: row.status,
    status_reason: row.statusReason,
  }
}

/** Writes the decisions that differ from those stored. */
export async function writeEntries(
  tx: Tx,
  input: { conversations: readonly AssignedConversation[]; ruleVersion: number },
): Promise<void> {
  const records = changedEntries(input).map(({ record }) => record)
  for (let at = 0; at < records.length; at += ENTRIES_PER_STATEMENT) {
    await sql`
      insert into thread_entry (message_id, conversation_id, participants_id, at, turn, decision, confidence, factors, runners_up, rule_version)
      select message_id, conversation_id, participants_id, to_timestamp(at_s), turn, decision, confidence, factors, runners_up, rule_version
      from json_to_recordset(${JSON.stringify(records.slice(at, at + ENTRIES_PER_STATEMENT))}::json) as r (message_id uuid, conversation_id uuid,
        participants_id uuid, at_s float8, turn int, decision text, confidence real, factors jsonb, runners_up jsonb, rule_version int)
      on conflict (tenant_id, message_id) do update set conversation_id = excluded.conversation_id, participants_id = excluded.participants_id,
        at = excluded.at, turn = excluded.turn, decision = excluded.decision, confidence = excluded.confidence,
        factors = excluded.factors, runners_up = excluded.runners_up, rule_version = excluded.rule_version`.execute(
      tx,
    )
  }
}

const ENTRIES_PER_STATEMENT = 1_000

/** A decision as it must be, by column. */
type EntryRecord = Record<string, unknown>

/** Messages whose decision differs from the stored one, with the decision as it must be. */
export function changedEntries(input: {
  conversations: readonly AssignedConversation[]
  ruleVersion: number
}): { message: StageMessage; record: EntryRecord }[] {
  const changed: { message: StageMessage; record: EntryRecord }[] = []
  const conversationOf = new Map(
    input.conversations.flatMap(({ id, placements }) => placements.map(({ message }) => [message.id, id])),
  )
  for (const { id, placements } of input.conversations) {
    const turns = numberTurns(placements.map(({ message }) => message))
    placements.forEach((placement, index) => {
      const record = entryRecord(placement, {
        conversationId: id,
        turn: turns[index] ?? 1,
        conversationOf,
        ...input,
      })
      if (!isStored(placement, record)) changed.push({ message: placement.message, record })
    })
  }
  return changed
}

function entryRecord(
  placement: StagePlacement,
  input: { conversationId: Id; turn: number; ruleVersion: number; conversationOf: ReadonlyMap<Id, Id> },
): EntryRecord {
  const { message, decision, confidence, factors, runnersUp } = placement
  const others = runnersUp.flatMap(({ anchorId, score }) => {
    const conversationId = input.conversationOf.get(anchorId)
    return conversationId === undefined || conversationId === input.conversationId
      ? []
      : [[conversationId, score]]
  })
  return {
    message_id: message.id,
    conversation_id: input.conversationId,
    participants_id: message.participantsId,
    at_s: message.atMs / 1000,
    turn: input.turn,
    decision,
    confidence,
    factors: factors.map(packFactor),
    runners_up: others.length === 0 ? null : others,
    rule_version: input.ruleVersion,
  }
}

function packFactor({ factor, weight, score, detail }: Factor): (string | number)[] {
  return [factor, weight, score, ...detail]
}

/** jsonb prints with a space after commas; JSON.stringify without. */
const compact = (json: string) => json.replaceAll(', ', ',')

function isStored({ message: { entry } }: StagePlacement, record: EntryRecord): boolean {
  return (
    entry !== null &&
    entry.conversationId === record.conversation_id &&
    entry.turn === record.turn &&
    entry.decision === record.decision &&
    Math.abs(entry.confidence - (record.confidence as number)) < 1e-6 &&
    entry.ruleVersion === record.rule_version &&
    compact(entry.factors) === JSON.stringify(record.factors) &&
    (entry.runnersUp === null
      ? record.runners_up === null
      : compact(entry.runnersUp) === JSON.stringify(record.runners_up))
  )
}

/** Points absorbed conversations to where their messages are now, and those that stand again to nowhere. */
export async function writeMergedInto(
  tx: Tx,
  changes: readonly { id: Id; mergedInto: Id | null }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update conversation c set merged_into = r.merged_into, version = c.version + 1
    from json_to_recordset(${JSON.stringify(changes.map(({ id, mergedInto }) => ({ id, merged_into: mergedInto })))}::json) as r (id uuid, merged_into uuid)
    where c.id = r.id`.execute(tx)
}
