import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import { packDetail } from './detail.ts'
import type { MessageUnderstood } from './write.ts'

type Row = {
  messageId: Id
  language: string
  urgency: string
  sentiment: string
  ticket: boolean
  confidence: number
  detail: unknown
}

/**
 * Of these results those that are kept otherwise; names of columns. One that a language model refined, or of another version,
 * is not compared.
 */
export async function compareUnderstandings(
  db: Db,
  input: { version: string; ruleVersion: number; understood: readonly MessageUnderstood[] },
): Promise<{ messageId: Id; columns: string[] }[]> {
  const ids = input.understood.map(({ messageId }) => messageId)
  const { rows } = await sql<Row>`
    select message_id, language, urgency, sentiment, ticket, confidence, detail from understanding
    where message_id = any(${ids}::uuid[]) and version = ${input.version} and rule_version = ${input.ruleVersion}
      and refined_by is null`.execute(db)
  const kept = new Map(rows.map((row) => [row.messageId, row]))
  return input.understood.flatMap(({ messageId, understanding }) => {
    const row = kept.get(messageId)
    if (row === undefined) return []
    const differs = {
      language: row.language !== understanding.language,
      urgency: row.urgency !== understanding.urgency.value,
      sentiment: row.sentiment !== understanding.sentiment.value,
      ticket: row.ticket !== understanding.ticket.value,
      confidence: Math.abs(row.confidence - understanding.confidence) > 1e-6,
      detail: !isDeepStrictEqual(row.detail, JSON.parse(JSON.stringify(packDetail(understanding)))),
    }
    const columns = Object.entries(differs).flatMap(([name, is]) => (is ? [name] : []))
    return columns.length === 0 ? [] : [{ messageId, columns }]
  })
}
