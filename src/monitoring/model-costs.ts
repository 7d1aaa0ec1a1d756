import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { ConversationModelCosts, ModelCosts } from '../contract/models.ts'
import { byModel, byPurpose, type Call, type DaySpan, figuresOf, sumOfCall } from '../models/models.ts'
import type { Db } from '../store/store.ts'

/** What models cost a conversation: all requests about the messages that are in it now. */
export async function costOfConversation(db: Db, conversationId: Id): Promise<ConversationModelCosts> {
  const { rows } = await sql<Call>`
    select c.provider, c.model, c.purpose, c.outcome, c.latency_ms, c.input_tokens, c.output_tokens, c.cost_usd, c.budgeted_usd
    from thread_entry e join model_call c on c.tenant_id = e.tenant_id and c.message_id = e.message_id
    where e.conversation_id = ${conversationId}`.execute(db)
  const sums = rows.map(sumOfCall)
  return {
    conversationId,
    total: figuresOf(sums),
    purposes: byPurpose(sums),
    models: byModel(sums),
  }
}

/** What models cost the tickets that were opened in these UTC days; `ModelCosts` says what is counted. */
export async function costOfTickets(db: Db, { from, to }: DaySpan): Promise<ModelCosts['tickets']> {
  const { rows } = await sql<Omit<ModelCosts['tickets'], 'usdPerTicket'>>`
    with opened as (
      select id from ticket
      where merged_into is null and opened_at >= ${`${from}T00:00:00Z`}::timestamptz
        and opened_at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'
    ), talked as (
      select distinct e.conversation_id from opened
      join ticket_conversation l on l.ticket_id = opened.id and l.unlinked_at is null
      join thread_entry e on e.message_id = l.message_id
    )
    select (select count(*)::int from opened) as opened, count(c.id)::int as calls,
      coalesce(sum(c.cost_usd), 0)::float8 as cost_usd, count(c.id) filter (where c.cost_usd is null)::int as unpriced_calls
    from talked join thread_entry e on e.conversation_id = talked.conversation_id
    join model_call c on c.message_id = e.message_id`.execute(db)
  const found = rows[0] ?? { opened: 0, calls: 0, costUsd: 0, unpricedCalls: 0 }
  return { ...found, usdPerTicket: found.opened === 0 ? null : found.costUsd / found.opened }
}
