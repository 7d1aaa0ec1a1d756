import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/**
 * Forgets what tickets know of people and messages that are to be gone: these customers' tickets, those of which nothing
 * would be left but such messages, and in the others the links and every word of those messages. Call it before the
 * messages and customers go. Returns how many tickets went.
 */
export async function forgetTickets(
  tx: Tx,
  { customerIds, messageIds }: { customerIds: readonly Id[]; messageIds: readonly Id[] },
): Promise<number> {
  const { rows } = await sql<{ id: Id }>`
    select t.id from ticket t where t.customer_id = any(${customerIds}::uuid[])
    union select l.ticket_id from ticket_conversation l where l.message_id = any(${messageIds}::uuid[])
      and not exists (select from ticket_conversation o where o.tenant_id = l.tenant_id and o.ticket_id = l.ticket_id and o.message_id <> all(${messageIds}::uuid[]))`.execute(
    tx,
  )
  const gone = rows.map(({ id }) => id)
  const { rows: touched } = await sql<{ id: Id }>`
    select id from ticket where cause_message_id = any(${messageIds}::uuid[]) and id <> all(${gone}::uuid[])
    union select ticket_id from ticket_conversation where message_id = any(${messageIds}::uuid[]) and ticket_id <> all(${gone}::uuid[])`.execute(
    tx,
  )
  const kept = touched.map(({ id }) => id)
  await sql`select set_config('app.carries_rows', 'on', true)`.execute(tx) // what is forgotten leaves no line of it
  await sql`delete from ticket_decision where message_id = any(${messageIds}::uuid[]) or ticket_id = any(${gone}::uuid[])`.execute(
    tx,
  )
  await sql`delete from ticket_conversation where message_id = any(${messageIds}::uuid[]) or ticket_id = any(${gone}::uuid[])`.execute(
    tx,
  )
  await sql`delete from ticket_activity where ticket_id = any(${gone}::uuid[])`.execute(tx)
  await sql`
    update ticket_activity set before = before - '{title,place,wanted,message_id}'::text[], after = after - '{title,place,wanted,message_id}'::text[],
      note = case when note ? 'reasons' then note - 'reasons' else note end
    where ticket_id = any(${kept}::uuid[])`.execute(tx)
  await sql`
    update ticket set title = null, place = null, wanted = null,
      cause_message_id = case when cause_message_id = any(${messageIds}::uuid[]) then null else cause_message_id end
    where id = any(${kept}::uuid[])`.execute(tx)
  await sql`update ticket set merged_into = null where merged_into = any(${gone}::uuid[]) and id <> all(${gone}::uuid[])`.execute(
    tx,
  )
  await sql`delete from ticket where id = any(${gone}::uuid[])`.execute(tx)
  await sql`
    update ticket t set property_id = null from property p
    where p.tenant_id = t.tenant_id and p.id = t.property_id and p.customer_id = any(${customerIds}::uuid[])`.execute(
    tx,
  )
  await sql`select set_config('app.carries_rows', '', true)`.execute(tx)
  return gone.length
}
