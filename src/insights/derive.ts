import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Resolution } from '../contract/insights.ts'
import type { Tx } from '../store/store.ts'
import { type ConversationDay, daysOf } from './day-metrics.ts'
import { lacking, noted } from './due.ts'
import { type Lost, lostIn } from './lost.ts'
import { followPromises } from './promises.ts'
import { type ConversationRead, readConversations } from './read-said.ts'
import { chanceOf, signsOf } from './resolution.ts'
import { readMessages } from './said.ts'
import { settleElsewhere } from './settle.ts'
import { resolutionOf, standingOf } from './standing.ts'
import { type Present, readPresent } from './version.ts'
import { waitsIn } from './waits.ts'

/** Some 60 ms of the database, which others wait for. */
const BATCH_CONVERSATIONS = 80

/**
 * Makes the figures of the next conversations anew: of those that were noted as changed; with `look`, also of those that
 * lack figures of the present version. Recomputed, never counted on, so twice is as once. Reading, computing and writing are
 * one transaction, under a lock of the firm's: what is written is true of what is committed then. Answers how many; 0 when
 * there are none.
 */
export async function deriveConversations(tx: Tx, { look }: { look: boolean }): Promise<number> {
  await lockFigures(tx)
  const present = await readPresent(tx)
  const due = await noted(tx, { limit: BATCH_CONVERSATIONS })
  await sql`delete from insight_due where id = any(${due.noteIds}::bigint[])`.execute(tx)
  const ids =
    due.conversationIds.length > 0 || !look
      ? due.conversationIds
      : await lacking(tx, { version: present.version, limit: BATCH_CONVERSATIONS })
  if (ids.length === 0) return 0
  const made = (await readConversations(tx, ids)).map((one) => figuresOf(one, present))
  await write(tx, { ids, made, version: present.version })
  return ids.length
}

/** Whoever makes figures takes this lock first: what two processes make at once would be of two moments. */
export async function lockFigures(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('insights:' || app_tenant()::text, 0))`.execute(tx)
}

type Figures = {
  conversation: ConversationRead
  days: ConversationDay[]
  resolution: Resolution
  chance: number
  lost: Lost | null
}

function figuresOf(conversation: ConversationRead, { timeZone, workingMinutes }: Present): Figures {
  const messages = readMessages(conversation.said, { timeZone })
  const waits = waitsIn(messages, { workingMinutes })
  const lastMs = messages.at(-1)?.atMs ?? 0
  const standing = standingOf(messages, {
    waits,
    promises: followPromises(messages, { nowMs: lastMs, timeZone }),
  })
  return {
    conversation,
    days: daysOf(messages, { waits, timeZone }),
    resolution: resolutionOf(standing),
    chance: chanceOf(signsOf(standing)),
    lost: conversation.spam ? null : lostIn(messages, { standing, answerable: conversation.answerable }),
  }
}

async function write(
  tx: Tx,
  { ids, made, version }: { ids: readonly Id[]; made: readonly Figures[]; version: string },
): Promise<void> {
  const all = ids as Id[]
  const before = await sql<{ analysisDate: string; partyId: Id }>`
    select distinct analysis_date, party_id from conversation_analytics where conversation_id = any(${all}::uuid[])`.execute(
    tx,
  )
  const parties = [
    ...new Set([
      ...before.rows.map(({ partyId }) => partyId),
      ...made.map((one) => one.conversation.partyId),
    ]),
  ]
  const firstBefore = await firstDays(tx, parties)
  await sql`delete from conversation_analytics where conversation_id = any(${all}::uuid[])`.execute(tx)
  await sql`delete from conversation_insight where conversation_id = any(${all}::uuid[])`.execute(tx)
  await writeDays(tx, made)
  await writeInsights(tx, { made, version })
  const firstAfter = await firstDays(tx, parties)
  const stale = new Set([
    ...before.rows.map(({ analysisDate }) => analysisDate),
    ...made.flatMap(({ days }) => days.map(({ day }) => day)),
    ...parties.flatMap((party) => {
      const [was, is] = [firstBefore.get(party), firstAfter.get(party)]
      return was === is ? [] : [was, is].filter((day) => day !== undefined)
    }),
  ])
  await staleDays(tx, [...stale])
  await settleElsewhere(tx, parties)
}

/** Notes days whose figures must be added up again. */
export async function staleDays(tx: Tx, days: readonly string[]): Promise<void> {
  if (days.length === 0) return
  await sql`
    insert into insight_stale_day (day) select unnest(${days as string[]}::text[]) on conflict do nothing`.execute(
    tx,
  )
}

/** On which day each party was first heard of. */
async function firstDays(tx: Tx, parties: readonly Id[]): Promise<Map<Id, string>> {
  const { rows } = await sql<{ partyId: Id; day: string }>`
    select w.party_id, first.day from unnest(${parties as Id[]}::uuid[]) w (party_id) cross join lateral (
      select a.analysis_date as day from conversation_analytics a where a.party_id = w.party_id
      order by a.analysis_date limit 1) first`.execute(tx)
  return new Map(rows.map(({ partyId, day }) => [partyId, day]))
}

async function writeDays(tx: Tx, made: readonly Figures[]): Promise<void> {
  const records = made.flatMap(({ conversation, days }) =>
    days.map(({ day, metrics, keywords }) => ({
      conversation_id: conversation.id,
      party_id: conversation.partyId,
      analysis_date: day,
      metrics,
      keyword_analysis: Object.fromEntries(
        [...keywords].map(([stem, { count, word }]) => [stem, [count, word]]),
      ),
    })),
  )
  if (records.length === 0) return
  await sql`
    insert into conversation_analytics (conversation_id, party_id, analysis_date, metrics, keyword_analysis)
    select * from json_to_recordset(${JSON.stringify(records)}::json)
      as r (conversation_id uuid, party_id uuid, analysis_date text, metrics jsonb, keyword_analysis jsonb)`.execute(
    tx,
  )
}

async function writeInsights(
  tx: Tx,
  { made, version }: { made: readonly Figures[]; version: string },
): Promise<void> {
  const records = made.map(({ conversation, resolution, chance, lost }) => ({
    conversation_id: conversation.id,
    party_id: conversation.partyId,
    last_s: (conversation.said.at(-1)?.atMs ?? 0) / 1000,
    message_count: conversation.said.length,
    resolution,
    resolved_chance: chance,
    lost_kind: lost?.kind ?? null,
    lost_message_id: lost?.messageId ?? null,
    lost_s: lost === null ? null : lost.atMs / 1000,
    from_s: lost === null ? null : lost.fromMs / 1000,
    lost_detail: lost?.detail ?? null,
    lost_worth: lost?.worth ?? null,
    lost_half_life_days: lost?.halfLifeDays ?? null,
  }))
  if (records.length === 0) return
  await sql`
    insert into conversation_insight (conversation_id, version, party_id, last_at, message_count, resolution, resolved_chance,
      lost_kind, lost_message_id, lost_at, lost_from, lost_detail, lost_worth, lost_half_life_days)
    select conversation_id, ${version}, party_id, to_timestamp(last_s), message_count, resolution, resolved_chance,
      lost_kind, lost_message_id, to_timestamp(lost_s), to_timestamp(from_s), lost_detail, lost_worth, lost_half_life_days
    from json_to_recordset(${JSON.stringify(records)}::json) as r (conversation_id uuid, party_id uuid, last_s float8, message_count int,
      resolution text, resolved_chance real, lost_kind text, lost_message_id uuid, lost_s float8, from_s float8, lost_detail jsonb,
      lost_worth real, lost_half_life_days real)`.execute(tx)
}
