import { sql } from 'kysely'
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { DayMetrics } from './day-metrics.ts'
import { lockFigures } from './derive.ts'
import type { Keywords } from './keywords.ts'
import { sumDay } from './sum-day.ts'

const keywordsShape = z.record(z.string(), z.tuple([z.number(), z.string()]))

/** Adds up the figures of the newest day that is due anew, from those of its conversations. Answers which; null for none. */
export async function deriveDay(tx: Tx): Promise<string | null> {
  await lockFigures(tx)
  const stale = await sql<{ day: string }>`
    delete from insight_stale_day where day = (select max(day) from insight_stale_day) returning day`.execute(
    tx,
  )
  const day = stale.rows[0]?.day
  if (day === undefined) return null
  const { rows } = await sql<{
    partyId: Id
    metrics: DayMetrics
    keywordAnalysis: unknown
    returning: boolean
  }>`
    select a.party_id, a.metrics, a.keyword_analysis, first.day < a.analysis_date as returning
    from conversation_analytics a cross join lateral (
      select o.analysis_date as day from conversation_analytics o where o.party_id = a.party_id order by o.analysis_date limit 1) first
    where a.analysis_date = ${day}
    order by a.conversation_id`.execute(tx)
  const records = sumDay(
    rows.map(({ keywordAnalysis, ...row }) => ({ ...row, keywords: keywordsOf(keywordAnalysis) })),
  )
  await sql`delete from insight_day where day = ${day}`.execute(tx)
  if (records.length === 0) return day
  await sql`
    insert into insight_day (day, dimension, key, messages_in, messages_out, conversations, requests, answered,
      new_customers, returning_customers, waited, worked)
    select ${day}, dimension, key, "messagesIn", "messagesOut", conversations, requests, answered, "newCustomers", "returningCustomers",
      array(select jsonb_array_elements_text(waited)::int), array(select jsonb_array_elements_text(worked)::int)
    from json_to_recordset(${JSON.stringify(records)}::json) as r (dimension text, key text, "messagesIn" int, "messagesOut" int,
      conversations int, requests int, answered int, "newCustomers" int, "returningCustomers" int, waited jsonb, worked jsonb)`.execute(
    tx,
  )
  return day
}

function keywordsOf(stored: unknown): Keywords {
  return new Map(
    Object.entries(keywordsShape.parse(stored)).map(
      ([stem, [count, word]]) => [stem, { count, word }] as const,
    ),
  )
}
