import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'

/** The newest message came or went by this channel. */
export function lastCameBy(channel: string) {
  return sql<boolean>`(select m.channel from message m where m.tenant_id = conversation.tenant_id and m.id = last_message_id) = ${channel}`
}

/** Of what a message of theirs is understood to say. Looked at row by row in the list's order: a join would read all that is understood first. */
export function says(what: { service: string } | { district: string }) {
  const condition =
    'service' in what
      ? sql`u.detail -> 'services' -> 0 ->> 'service' = ${what.service}`
      : sql`u.detail ->> 'district' = ${what.district}`
  return sql<boolean>`(select true from thread_entry e
    join understanding u on u.tenant_id = e.tenant_id and u.message_id = e.message_id
    where e.tenant_id = conversation.tenant_id and e.conversation_id = conversation.id and ${condition} limit 1)`
}

/** Somebody of this customer takes part. */
export function withCustomer(customerId: Id) {
  return sql<Id>`(select p.participants_id from participant p join contact_point c on c.tenant_id = p.tenant_id and c.id = p.contact_point_id where c.customer_id = ${customerId})`
}

/** In the words of a message, in a name the other side has or had, or in a number typed with or without punctuation. */
export function mentions(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const digits = text.replace(/\D/g, '')
  const number = digits.length >= 3 && /^[\d\s()+.-]+$/.test(text) ? `%${digits}%` : null
  return sql<boolean>`(
    id in (select e.conversation_id from message m join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
           where m.body ilike ${pattern} or m.transcript ilike ${pattern})
    or participants_id in (
      select p.participants_id from participant p
      join contact_point c on c.tenant_id = p.tenant_id and c.id = p.contact_point_id
      left join customer on customer.tenant_id = c.tenant_id and customer.id = c.customer_id
      where c.value ilike ${pattern} or c.value like ${number} or customer.name ilike ${pattern}
         or exists (select from contact_name n where n.tenant_id = c.tenant_id and n.contact_point_id = c.id and n.name ilike ${pattern})))`
}
