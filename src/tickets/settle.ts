import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { beginAct, itself } from './act.ts'
import { changeTicket } from './change.ts'

/** Of a row of `message`: the firm said it to the other side, or talked with it. */
const isAnswer = sql`(
  (m.direction = 'out' and m.kind in ('text', 'email', 'chat') and not m.labels && '{list,auto,bounce,notice}')
  or (m.kind in ('placed', 'received', 'recorded') and coalesce(m.duration_seconds, 0) > 0))`

/**
 * Makes open tickets say what follows from messages and customers by now: when the customer was answered first, which
 * makes a new ticket an open one, and who they are; and has clocks go on that somebody at the database forgot. Doing it twice changes nothing.
 */
export async function settleTickets(tx: Tx, { clock }: { clock: Clock }): Promise<void> {
  await beginAct(tx, { clock, actor: itself, note: { code: 'follows' } })
  await sql`
    with answered as (
      select t.id, (
        select min(m.at) from ticket_conversation l
        join thread_entry e on e.tenant_id = l.tenant_id and e.message_id = l.message_id
        join thread_entry a on a.tenant_id = e.tenant_id and a.conversation_id = e.conversation_id and a.at >= t.clock_from
        join message m on m.tenant_id = a.tenant_id and m.id = a.message_id
        where l.tenant_id = t.tenant_id and l.ticket_id = t.id and l.unlinked_at is null and m.id is distinct from t.cause_message_id and ${isAnswer}) as at
      from ticket t where t.solved_at is null and t.merged_into is null)
    update ticket t set responded_at = a.at, status = case when a.at is not null and t.status in ('new', 'reopened') then 'open' else t.status end
    from answered a where a.id = t.id and t.responded_at is distinct from a.at`.execute(tx)
  await sql`
    with theirs as (
      select t.id, (array_agg(p.customer_id))[1] as customer_id
      from ticket t
      join message m on m.tenant_id = t.tenant_id and m.id = t.cause_message_id
      join participant a on a.tenant_id = m.tenant_id and a.participants_id = m.participants_id
      join contact_point p on p.tenant_id = a.tenant_id and p.id = a.contact_point_id
      where t.solved_at is null and t.merged_into is null
      group by t.id having count(*) = 1)
    update ticket t set customer_id = s.customer_id from theirs s where s.id = t.id and t.customer_id is distinct from s.customer_id`.execute(
    tx,
  )
  const { rows } = await sql<{ id: Id }>`
    select id from ticket where paused_at is not null and status <> 'waiting_customer' and merged_into is null`.execute(
    tx,
  )
  for (const { id } of rows) {
    const note = { code: 'follows' }
    await changeTicket(tx, { clock, actor: itself, id, change: {}, note })
  }
}
