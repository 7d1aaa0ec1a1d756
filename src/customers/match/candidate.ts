import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'

/** A customer to be compared, with everything it was ever called. */
export type Candidate = {
  customerId: Id
  /** What it is called now. */
  name: string | null
  /** That, and its names in the contacts and as customers merged into it. */
  names: string[]
  emails: string[]
}

/** The standing customers behind these ids: a merged one stands in its keeper. One statement. */
export async function loadCandidates(db: Db, ids: readonly Id[]): Promise<Map<Id, Candidate>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    customerId: Id
    name: string | null
    aliases: string[]
    names: string[] | null
    emails: string[] | null
  }>`
    with recursive up (id, merged_into, name) as (
      select id, merged_into, name from customer where id = any(${[...new Set(ids)]}::uuid[])
      union
      select c.id, c.merged_into, up.name from up join customer c on c.id = up.merged_into
    ), root as (
      select id, array_agg(distinct name) filter (where name is not null) as aliases from up where merged_into is null group by id
    )
    select r.id as customer_id, c.name, coalesce(r.aliases, '{}') as aliases,
      (select array_agg(distinct n.name) from contact_point p
       join contact_name n on n.tenant_id = p.tenant_id and n.contact_point_id = p.id
       where p.tenant_id = c.tenant_id and p.customer_id = c.id) as names,
      (select array_agg(p.value) from contact_point p
       where p.tenant_id = c.tenant_id and p.customer_id = c.id and p.kind = 'email') as emails
    from root r join customer c on c.id = r.id`.execute(db)
  return new Map(
    rows.map(({ customerId, name, aliases, names, emails }) => [
      customerId,
      {
        customerId,
        name,
        names: [...new Set([...(name === null ? [] : [name]), ...aliases, ...(names ?? [])])],
        emails: emails ?? [],
      },
    ]),
  )
}
