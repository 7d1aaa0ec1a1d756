import { sql } from 'kysely'

/**
 * Whether messages came by an address, `contact_point p`, or a question is about it. Such an address can be given to another
 * customer, and stays what it is: whose its messages are must remain known.
 */
export const IS_USED = sql<boolean>`(
  exists (select from participant a where a.tenant_id = p.tenant_id and a.contact_point_id = p.id)
  or exists (select from match_question q where q.tenant_id = p.tenant_id and q.contact_point_id = p.id))`
