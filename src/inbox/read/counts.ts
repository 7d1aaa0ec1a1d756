import { sql } from 'kysely'
import type { ConversationCounts, ConversationStatus } from '../../contract/conversations.ts'
import type { Db } from '../../store/store.ts'

/** How many conversations stand where; spam is archived, and so counted there. */
export async function countConversations(db: Db): Promise<Omit<ConversationCounts, 'settled'>> {
  const { rows } = await sql<{
    status: ConversationStatus
    urgency: string | null
    isHazard: boolean
    count: number
  }>`
    select status, urgency, hazard is not null as is_hazard, count(*)::int as count
    from conversation where merged_into is null group by status, urgency, hazard`.execute(db)
  const counts: Omit<ConversationCounts, 'settled'> = {
    active: 0,
    needs_reply: 0,
    waiting: 0,
    archived: 0,
    hazards: 0,
    emergency: 0,
    high: 0,
  }
  for (const { status, urgency, isHazard, count } of rows) {
    counts[status] += count
    if (isHazard && status !== 'archived') counts.hazards += count
    if (urgency === 'emergency' || urgency === 'high') counts[urgency] += count
  }
  return counts
}
