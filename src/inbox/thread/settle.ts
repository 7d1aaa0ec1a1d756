import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Tx } from '../../store/store.ts'
import { HAZARD_MS } from '../hazard.ts'
import { wireIdentity } from '../identity.ts'
import type { Point } from './hand-changes.ts'
import type { ThreadRule } from './rule.ts'
import { lockThreads, threadParticipants } from './stage.ts'

type By = { clock: Clock; rule: ThreadRule }

/**
 * Makes the open conversations of these messages say what follows from what is understood by now. It is threading
 * around them, which derives the whole row, so that there is one place that says what a conversation is.
 */
export async function settleConversations(tx: Tx, input: By & { messageIds: readonly Id[] }): Promise<void> {
  await lockThreads(tx)
  const { rows } = await sql<Point>`
    select m.id as message_id, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms
    from thread_entry e
    join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.message_id = any(${input.messageIds as Id[]}::uuid[]) and c.status <> 'archived'`.execute(tx)
  await threadAround(tx, input, rows)
}

/** Makes the conversations of mails that were sent, by their Message-IDs, say what follows from what became of them. */
export async function settleSent(tx: Tx, input: By & { wireIds: readonly string[] }): Promise<void> {
  await lockThreads(tx)
  const { rows } = await sql<Point>`
    select m.id as message_id, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms
    from source s cross join lateral (
      select * from message o where o.source_id = s.id and o.identity = any(${input.wireIds.map(wireIdentity)}::uuid[])) m
    where m.direction = 'out'`.execute(tx)
  await threadAround(tx, input, rows)
}

/** Ends dangers and emergencies that nobody has spoken of for three days. Doing it twice changes nothing. */
export async function endSilentDangers(tx: Tx, input: By): Promise<void> {
  await lockThreads(tx)
  const silentSince = new Date(input.clock.now().getTime() - HAZARD_MS)
  const { rows } = await sql<Point>`
    select m.id as message_id, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms
    from conversation c join message m on m.tenant_id = c.tenant_id and m.id = c.last_message_id
    where c.status in ('active', 'needs_reply', 'waiting') and c.merged_into is null
      and (c.hazard is not null or c.urgency = 'emergency') and c.last_at <= ${silentSince}`.execute(tx)
  await threadAround(tx, input, rows)
}

async function threadAround(tx: Tx, { clock, rule }: By, touched: readonly Point[]): Promise<void> {
  if (touched.length > 0) await threadParticipants(tx, { clock, rule, participantsIds: [], touched })
}
