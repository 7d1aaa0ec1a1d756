import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { lockFigures, staleDays } from './derive.ts'

/**
 * Forgets what was made of these messages and conversations, and the words of the days they were said on; those days are
 * added up anew by the stage.
 */
export async function forgetInsights(
  tx: Tx,
  { messageIds, conversationIds }: { messageIds: readonly Id[]; conversationIds: readonly Id[] },
): Promise<void> {
  await lockFigures(tx)
  await sql`delete from lost_work_dismissal where message_id = any(${messageIds as Id[]}::uuid[])`.execute(tx)
  await sql`
    delete from conversation_insight where conversation_id = any(${conversationIds as Id[]}::uuid[])
      or lost_message_id = any(${messageIds as Id[]}::uuid[])`.execute(tx)
  await sql`
    update conversation_insight set settled_by_message_id = null
    where settled_by_message_id = any(${messageIds as Id[]}::uuid[])`.execute(tx)
  const { rows } = await sql<{ day: string }>`
    delete from conversation_analytics where conversation_id = any(${conversationIds as Id[]}::uuid[])
    returning analysis_date as day`.execute(tx)
  const days = [...new Set(rows.map(({ day }) => day))]
  await sql`delete from insight_day where dimension = 'keyword' and day = any(${days}::text[])`.execute(tx)
  await staleDays(tx, days)
}
