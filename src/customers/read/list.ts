import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { decodeCursor, encodeCursor, type Page } from '../../base/page.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Db } from '../../store/store.ts'
import { foldName, tidyText } from '../name.ts'
import { loadCustomers } from './load.ts'

/** Which customers, in the order of their names, the nameless last. */
export type CustomerQuery = {
  /** Part of a name they have or had, of a number or an e-mail address, or of a property's address. */
  text?: string | undefined
  cursor?: string | undefined
  limit: number
}

const TEXT_LENGTH_MAX = 200

/** A page of standing customers, in three statements whatever the page. */
export async function listCustomers(db: Db, query: CustomerQuery): Promise<Page<Customer>> {
  const found = await findCustomers(db, query)
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await loadCustomers(
      db,
      page.map(({ id }) => id),
    ),
    next: found.length > query.limit && last !== undefined ? encodeCursor([last.sortName, last.id]) : null,
  }
}

async function findCustomers(db: Db, query: CustomerQuery): Promise<{ id: Id; sortName: string }[]> {
  let after = sql``
  if (query.cursor !== undefined) {
    const [sortName, id] = decodeCursor(query.cursor, 2)
    after = sql`and (c.sort_name, c.id) > (${String(sortName)}, ${String(id)}::uuid)`
  }
  const { rows } = await sql<{ id: Id; sortName: string }>`
    select c.id, c.sort_name from customer c
    where c.merged_into is null ${after} ${query.text === undefined ? sql`` : mentions(query.text)}
    order by c.sort_name, c.id limit ${query.limit + 1}`.execute(db)
  return rows
}

/** Each kind of text is looked through once and its customers gathered; all words of a name must occur. */
function mentions(written: string) {
  const text = tidyText(written, TEXT_LENGTH_MAX)
  const words = foldName(text).split(' ')
  const digits = text.replace(/\D/gu, '')
  const isNumber = digits.length >= 3 && /^[\d\s()+./-]+$/u.test(text)
  if (text.includes('@')) return sql`and c.id in (${withAddress(text.toLowerCase())})`
  const holdsWords = (column: string) =>
    sql.join(
      words.map((word) => sql`strpos(${sql.ref(column)}, ${word}) > 0`),
      sql` and `,
    )
  return sql`and (
    (c.name is not null and ${holdsWords('c.sort_name')})
    or c.id in (${withAddress(isNumber ? digits : text.toLowerCase())})
    or c.id in (select p.customer_id from contact_name n
      join contact_point p on p.tenant_id = n.tenant_id and p.id = n.contact_point_id where ${holdsWords('n.name_key')})
    or c.id in (select p.customer_id from property p where ${holdsWords('p.address_key')}))`
}

function withAddress(part: string) {
  return sql`select p.customer_id from contact_point p where strpos(p.value, ${part}) > 0`
}
