import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Tx } from '../../store/store.ts'
import type { ThreadRule } from './rule.ts'
import { lockThreads, threadParticipants } from './stage.ts'

/**
 * Derives again what threading made of these messages and conversations, as if the decisions on the messages had never been
 * made: for what was kept wrongly. Decisions on messages that are gone go too.
 */
export async function threadAgain(
  tx: Tx,
  input: {
    clock: Clock
    rule: ThreadRule
    messageIds: readonly Id[]
    conversationIds: readonly Id[]
  },
): Promise<void> {
  const { messageIds, conversationIds } = input
  await lockThreads(tx)
  const { rows } = await sql<{ id: Id }>`
    select participants_id as id from message where id = any(${[...messageIds]}::uuid[])
    union select participants_id from thread_entry where message_id = any(${[...messageIds]}::uuid[])
    union select m.participants_id from conversation c
      join message m on m.tenant_id = c.tenant_id and m.id = c.anchor_message_id where c.id = any(${[...conversationIds]}::uuid[])
    union select m.participants_id from thread_entry e
      join message m on m.tenant_id = e.tenant_id and m.id = e.message_id where e.conversation_id = any(${[...conversationIds]}::uuid[])`.execute(
    tx,
  )
  await sql`delete from thread_entry where message_id = any(${[...messageIds]}::uuid[])`.execute(tx)
  const participantsIds = rows.map(({ id }) => id)
  if (participantsIds.length === 0) return
  // Wholly, and not only from the first message without a decision: what is wrong may stand before it.
  await threadParticipants(tx, { ...input, participantsIds })
  await threadParticipants(tx, { ...input, participantsIds })
}
