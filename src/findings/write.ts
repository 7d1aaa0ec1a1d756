import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { packDetail } from './detail.ts'

/** What was made of a message. */
export type MessageUnderstood = { messageId: Id; understanding: Understanding }

/** Keeps results, each in the place of an older one of its message. Written twice, they are as written once. */
export async function writeUnderstandings(
  tx: Tx,
  input: { version: string; ruleVersion: number; understood: readonly MessageUnderstood[] },
): Promise<void> {
  if (input.understood.length === 0) return
  const records = input.understood.map(({ messageId, understanding }) => ({
    message_id: messageId,
    language: understanding.language,
    urgency: understanding.urgency.value,
    sentiment: understanding.sentiment.value,
    ticket: understanding.ticket.value,
    confidence: understanding.confidence,
    detail: packDetail(understanding),
  }))
  await sql`
    insert into understanding (message_id, version, rule_version, language, urgency, sentiment, ticket, confidence, detail)
    select message_id, ${input.version}, ${input.ruleVersion}, language, urgency, sentiment, ticket, confidence, detail
    from json_to_recordset(${JSON.stringify(records)}::json) as r (message_id uuid, language text, urgency text, sentiment text,
      ticket bool, confidence real, detail jsonb)
    on conflict (tenant_id, message_id) do update set version = excluded.version, rule_version = excluded.rule_version,
      language = excluded.language, urgency = excluded.urgency, sentiment = excluded.sentiment, ticket = excluded.ticket,
      confidence = excluded.confidence, detail = excluded.detail, refined_by = null, refined_at = null`.execute(
    tx,
  )
}
