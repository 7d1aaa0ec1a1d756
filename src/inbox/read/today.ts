import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Conversation } from '../../contract/conversations.ts'
import type { Db } from '../../store/store.ts'
import { findConversationsById, PRESSING, showConversations } from './list.ts'

/** Condition on a conversation: a danger or an emergency that is not over; what stands first in lists, by the same index. */
export const onFire = sql<boolean>`${PRESSING} = 2`

/** Condition on a conversation: on fire, or of high urgency. */
export const isPressing = sql<boolean>`${PRESSING} > 0`

/** What is on fire: who waits for an answer first, then the newest. */
export async function listOnFire(
  db: Db,
  { limit }: { limit: number },
): Promise<{ items: Conversation[]; total: number }> {
  const { rows } = await sql<{ id: Id; total: number }>`
    select id, (count(*) over ())::int as total from conversation
    where merged_into is null and status in ('needs_reply', 'active', 'waiting') and not spam and ${onFire}
    order by (status = 'needs_reply') desc, last_at desc, id desc limit ${limit}`.execute(db)
  const items = await conversationsInOrder(
    db,
    rows.map(({ id }) => id),
  )
  return { items, total: rows[0]?.total ?? 0 }
}

/** Conversations as lines of the inbox, in the order given. */
export async function conversationsInOrder(db: Db, ids: readonly Id[]): Promise<Conversation[]> {
  const found = new Map((await findConversationsById(db, ids)).map((one) => [one.id, one]))
  return showConversations(
    db,
    ids.flatMap((id) => found.get(id) ?? []),
  )
}
