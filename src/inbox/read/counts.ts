import { sql } from 'kysely'
import type { ConversationCounts, ConversationStatus } from '../../contract/conversations.ts'
import type { Db } from '../../store/store.ts'

/** How many conversations stand where; spam is archived, and so counted there. */
export async function countConversations(db: Db): Promise<Omit<ConversationCounts, 'settled'>> {
  const { rows } = await sql<{
    status: ConversationStatus
    count: number
    hazards: number
    emergency: number
    high: number
  }>`
    select status, count(*)::int as count, (count(*) filter (where hazard is not null and status <> 'archived'))::int as hazards,
           (count(*) filter (where urgency = 'emergency'))::int as emergency, (count(*) filter (where urgency = 'high'))::int as high
    from conversation where merged_into is null group by status`.execute(db)
  const counts: Omit<ConversationCounts, 'settled'> = {
    active: 0,
    needs_reply: 0,
    waiting: 0,
    archived: 0,
    hazards: 0,
    emergency: 0,
    high: 0,
  }
  for (const { status, count, hazards, emergency, high } of rows) {
    counts[status] = count
    counts.hazards += hazards
    counts.emergency += emergency
    counts.high += high
  }
  return counts
}
