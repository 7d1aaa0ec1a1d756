import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db } from '../store/store.ts'
import { newestOf, waits } from './current.ts'

/** A conversation that lacks a suggestion. */
export type ToSuggest = {
  conversationId: Id
  /** The message that came in last. */
  messageId: Id
  /**
   * Since when they have said no more: by the time that their words tell, as of an archive that is brought in long after, and at the
   * latest since they were brought in, whatever time they tell.
   */
  quietSince: Date
  /** Somebody may be in danger: the answer does not wait. */
  isPressing: boolean
}

/** Who wrote longer ago has found another plumber. */
const DAYS_MAX = 14
const DAY_MS = 86_400_000

/**
 * Conversations that wait for an answer, whose last word is understood, and for which nothing was drafted since; the most pressing
 * and then the newest first. What a person has rejected or sent is not drafted again by itself.
 */
export async function conversationsToSuggest(
  db: Db,
  { now, limit }: { now: Date; limit: number },
): Promise<ToSuggest[]> {
  const since = new Date(now.getTime() - DAYS_MAX * DAY_MS)
  const { rows } = await sql<Omit<ToSuggest, 'quietSince'> & { lastInAt: Date }>`
    select w.conversation_id, w.message_id, w.is_pressing, w.last_in_at from (
      select c.id as conversation_id, ${newestOf} as message_id, c.last_in_at,
        (c.hazard is not null or coalesce(c.urgency = 'emergency', false)) as is_pressing
      from conversation c where c.last_in_at >= ${since} and ${waits}) w
    where not exists (
        select from suggestion s where s.message_id = w.message_id and s.conversation_id = w.conversation_id and s.state <> 'expired')
      and not exists (
        select from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
        where e.conversation_id = w.conversation_id and e.at >= ${since} and m.direction is distinct from 'out' and m.kind <> 'step'
          and (m.body <> '' or m.transcript <> '')
          and not exists (select from understanding u where u.tenant_id = m.tenant_id and u.message_id = m.id))
    order by w.is_pressing desc, w.last_in_at desc limit ${limit}`.execute(db)
  return rows.map(({ lastInAt, ...row }) => {
    const since = Math.min(lastInAt.getTime(), madeAt(row.messageId))
    return { ...row, quietSince: new Date(since) }
  })
}

/** When an id was made (UUIDv7: its first 48 bits are Unix milliseconds). */
function madeAt(id: Id): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16)
}
