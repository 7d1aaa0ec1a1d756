import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../store/store.ts'
import { lockFigures } from './derive.ts'
import type { Keywords } from './keywords.ts'
import { type DayPart, sumDay } from './sum-day.ts'

const keywordsShape = z.record(z.string(), z.tuple([z.number(), z.string()]))

/** Days of one transaction: so many at most, and of more than one no more than so many conversations. Some 60 ms of the database. */
const BATCH_DAYS = 32
const BATCH_CONVERSATIONS = 200

type Row = DayPart & { day: string }

/** Adds up the figures of the newest days that are due anew, from those of their conversations. Answers how many; 0 when none is. */
export async function deriveDays(tx: Tx): Promise<number> {
  await lockFigures(tx)
  const days = await takeStaleDays(tx)
  if (days.length === 0) return 0
  const parts = Map.groupBy(await readParts(tx, days), ({ day }) => day)
  const records = [...parts].flatMap(([day, own]) => sumDay(own).map((record) => ({ day, ...record })))
  await sql`delete from insight_day where day = any(${days}::text[])`.execute(tx)
  if (records.length > 0)
    await sql`
      insert into insight_day (day, dimension, key, messages_in, messages_out, conversations, requests, answered,
        new_customers, returning_customers, waited, worked)
      select day, dimension, key, "messagesIn", "messagesOut", conversations, requests, answered, "newCustomers", "returningCustomers",
        array(select jsonb_array_elements_text(waited)::int), array(select jsonb_array_elements_text(worked)::int)
      from json_to_recordset(${JSON.stringify(records)}::json) as r (day text, dimension text, key text, "messagesIn" int, "messagesOut" int,
        conversations int, requests int, answered int, "newCustomers" int, "returningCustomers" int, waited jsonb, worked jsonb)`.execute(
      tx,
    )
  return days.length
}

async function takeStaleDays(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    with stale as (
      select s.day, (select count(*) from conversation_analytics a where a.analysis_date = s.day) as conversations
      from insight_stale_day s order by s.day desc limit ${BATCH_DAYS}),
    adding as (select day, sum(conversations) over (order by day desc) as conversations, row_number() over (order by day desc) as place from stale)
    delete from insight_stale_day where day in (
      select day from adding where place = 1 or conversations <= ${BATCH_CONVERSATIONS}) returning day`.execute(
    tx,
  )
  return rows.map(({ day }) => day)
}

async function readParts(tx: Tx, days: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Omit<Row, 'keywords'> & { keywordAnalysis: unknown }>`
    select a.analysis_date as day, a.party_id, a.metrics, a.keyword_analysis, first.day < a.analysis_date as returning
    from conversation_analytics a cross join lateral (
      select o.analysis_date as day from conversation_analytics o where o.party_id = a.party_id order by o.analysis_date limit 1) first
    where a.analysis_date = any(${days as string[]}::text[])
    order by a.analysis_date, a.conversation_id`.execute(tx)
  return rows.map(({ keywordAnalysis, ...row }) => ({ ...row, keywords: keywordsOf(keywordAnalysis) }))
}

function keywordsOf(stored: unknown): Keywords {
  return new Map(
    Object.entries(keywordsShape.parse(stored)).map(
      ([stem, [count, word]]) => [stem, { count, word }] as const,
    ),
  )
}
