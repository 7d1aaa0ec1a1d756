import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'

/** Whoever talked or wrote with the customer so soon after, in whatever conversation, has not lost the work by silence. */
const DAYS = 30
const TALK_SECONDS_MIN = 60
/** A shorter text is politeness. */
const CHARACTERS_MIN = 15

/**
 * Looks again, for all that seems lost of these parties, whether there was contact with the same customer in another
 * conversation soon after: a call of a minute, or a word of ours.
 */
export async function settleElsewhere(tx: Tx, partyIds: readonly Id[]): Promise<void> {
  await sql`
    update conversation_insight i set settled_by_message_id = found.message_id
    from conversation_insight l
    join conversation c on c.tenant_id = l.tenant_id and c.id = l.conversation_id
    left join lateral (
      select m.id as message_id from (
          select c.participants_id as id
          union select p.participants_id from contact_point cp
          join participant p on p.tenant_id = cp.tenant_id and p.contact_point_id = cp.id
          where cp.tenant_id = l.tenant_id and cp.customer_id = l.party_id) ours
      join message m on m.tenant_id = l.tenant_id and m.participants_id = ours.id
      join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
      where m.at > l.lost_at and m.at < l.lost_at + make_interval(days => ${DAYS}) and e.conversation_id <> l.conversation_id
        and ((m.kind in ('placed', 'received', 'recorded') and m.duration_seconds >= ${TALK_SECONDS_MIN})
          or (m.direction = 'out' and m.kind in ('text', 'email', 'chat') and length(m.body) >= ${CHARACTERS_MIN}))
      order by m.at, m.id limit 1) found on true
    where l.party_id = any(${partyIds as Id[]}::uuid[]) and l.lost_kind is not null
      and i.tenant_id = l.tenant_id and i.conversation_id = l.conversation_id
      and i.settled_by_message_id is distinct from found.message_id`.execute(tx)
}
