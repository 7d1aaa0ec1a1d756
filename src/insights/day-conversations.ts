import { sql } from 'kysely'
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import type { AnalyticsConversations, AnalyticsDimension } from '../contract/insights.ts'
import { customersOfParticipants } from '../customers/customers.ts'
import type { Db } from '../store/store.ts'
import type { DayMetrics } from './day-metrics.ts'
import { topKeywords } from './keywords.ts'

/** Where the counts of a dimension are in column `metrics`. */
const FIELDS: Partial<Record<AnalyticsDimension, string>> = {
  hour: 'hours',
  channel: 'channels',
  language: 'languages',
  urgency: 'urgencies',
  sentiment: 'sentiments',
  service: 'services',
  topic: 'topics',
}
const KEYWORDS_MAX = 12
const keywordsShape = z.record(z.string(), z.tuple([z.number(), z.string()]))

/** The conversations that a day's figures come from, those with most messages first. */
export async function conversationsOfDay(
  db: Db,
  input: { day: string; dimension: AnalyticsDimension | 'all'; key: string; limit: number },
): Promise<AnalyticsConversations> {
  const field = input.dimension === 'all' ? undefined : FIELDS[input.dimension]
  const condition =
    input.dimension === 'all'
      ? sql`true`
      : field === undefined
        ? sql`exists (select from jsonb_each(a.keyword_analysis) w where w.value->>1 = ${input.key})`
        : sql`a.metrics->${field}::text->>${input.key}::text is not null`
  const { rows } = await sql<{
    conversationId: Id
    participantsId: Id
    analysisDate: string
    metrics: DayMetrics
    keywordAnalysis: unknown
  }>`
    select a.conversation_id, c.participants_id, a.analysis_date, a.metrics, a.keyword_analysis
    from conversation_analytics a join conversation c on c.tenant_id = a.tenant_id and c.id = a.conversation_id
    where a.analysis_date = ${input.day} and c.merged_into is null and ${condition}
    order by (a.metrics->>'in')::int + (a.metrics->>'out')::int desc, a.conversation_id limit ${input.limit}`.execute(
    db,
  )
  const parties = await customersOfParticipants(db, [
    ...new Set(rows.map(({ participantsId }) => participantsId)),
  ])
  return {
    items: rows.map((row) => {
      const party = parties.get(row.participantsId)
      const waits = row.metrics.requests.flatMap(({ waited }) => waited ?? [])
      const words = Object.entries(keywordsShape.parse(row.keywordAnalysis))
      return {
        conversationId: row.conversationId,
        analysisDate: row.analysisDate,
        party: { kind: party?.kind ?? 'unknown', title: party?.title ?? '', members: party?.members ?? [] },
        metrics: {
          in: row.metrics.in,
          out: row.metrics.out,
          requests: row.metrics.requests.length,
          answered: waits.length,
          longestWaitMinutes: waits.length === 0 ? null : Math.max(...waits),
        },
        keywordAnalysis: topKeywords(
          new Map(words.map(([stem, [count, word]]) => [stem, { count, word }])),
          KEYWORDS_MAX,
        ),
      }
    }),
  }
}
