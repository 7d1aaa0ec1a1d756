import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Tx } from '../../store/store.ts'
import { TICKETS } from './records.ts'
import { lockIndex } from './write.ts'

/**
 * Takes messages out of the index, before they are taken away themselves. From then on nothing of them is found; their words
 * leave the database when `tidyIndex` writes their segments anew, and if a kill comes in between, when the stage does. Tickets that
 * have been forgotten, or their titles, leave it, too.
 */
export async function forgetIndexed(tx: Tx, messageIds: readonly Id[]): Promise<void> {
  const ids = messageIds as Id[]
  await lockIndex(tx)
  await sql`delete from search_message where message_id = any(${ids}::uuid[])`.execute(tx)
  await sql`
    update search_segment s set stale = true
    where s.family = 'message' and not s.stale and exists (
      select from message m where m.id = any(${ids}::uuid[])
        and m.at >= s.first_at - interval '1 second' and m.at <= s.last_at + interval '1 second')`.execute(tx)
  await sql`
    with gone as (
      delete from search_record s where s.kind = 'ticket' and not exists (
        select from (${TICKETS}) t where t.id = s.record_id and hashtextextended(t.words, 0) = s.mark)
      returning 1)
    update search_segment set stale = true where family = 'record' and exists (select from gone)`.execute(tx)
}

/**
 * The same for a person: their messages, who they are, their addresses and places. What is said in groups of theirs is indexed anew
 * without them.
 */
export async function forgetIndexedPerson(
  tx: Tx,
  person: {
    messageIds: readonly Id[]
    customerIds: readonly Id[]
    pointIds: readonly Id[]
    /** Groups they took part in, which stay without them. */
    groupIds: readonly Id[]
  },
): Promise<void> {
  const customers = person.customerIds as Id[]
  await lockIndex(tx)
  const { rows: inGroups } = await sql<{ id: Id }>`
    select id from message where participants_id = any(${person.groupIds as Id[]}::uuid[])`.execute(tx)
  await forgetIndexed(tx, [...person.messageIds, ...inGroups.map(({ id }) => id)])
  await sql`
    delete from search_record where record_id = any(${[...customers, ...person.pointIds]}::uuid[])
      or record_id in (select id from property where customer_id = any(${customers}::uuid[]))`.execute(tx)
  await tx.updateTable('searchSegment').set({ stale: true }).where('family', '=', 'record').execute()
}
