import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../store/store.ts'
import { partyKey } from './party.ts'
import { forgedParty } from './vouched.ts'

/** Everything by which a customer is known here. */
export type KnownPerson = {
  /** The customer and those that were merged into it. */
  customerIds: Id[]
  points: { id: Id; kind: string; value: string }[]
  /** Their addresses, in stored form and however a wire wrote them. */
  written: string[]
  names: string[]
  /** Sets of participants that nobody else is in. */
  aloneIds: Id[]
  /** Sets that others are in too. */
  groupIds: Id[]
}

/** Finds out all by which a customer is known. Refuses with `customer_not_found`, `customer_merged`. */
export async function knownPerson(db: Db | Tx, customerId: Id): Promise<KnownPerson> {
  const { rows: family } = await sql<{ id: Id; mergedInto: Id | null; name: string | null }>`
    with recursive family as (
      select id, merged_into, name, given_name from customer where id = ${customerId}
      union all
      select c.id, c.merged_into, c.name, c.given_name from customer c join family f on c.merged_into = f.id)
    select id, merged_into, coalesce(given_name, name) as name from family`.execute(db)
  const [self] = family
  if (self === undefined)
    throw new Refusal('customer_not_found', 'There is no such customer.', 'Look at the list of customers.', {
      status: 404,
    })
  if (self.mergedInto !== null)
    throw new Refusal(
      'customer_merged',
      'This customer has been merged into another.',
      'Open the one it was merged into.',
      { status: 409 },
    )
  const customerIds = family.map(({ id }) => id)
  const { rows: points } = await sql<{ id: Id; kind: string; value: string }>`
    select id, kind, value from contact_point where customer_id = any(${customerIds}::uuid[]) order by id`.execute(
    db,
  )
  const pointIds = points.map(({ id }) => id)
  const { rows: written } = await sql<{ written: string }>`
    select distinct n.written from phone_normalization n
    join contact_point p on p.kind = n.kind and p.value = n.value where p.id = any(${pointIds}::uuid[])`.execute(
    db,
  )
  const { rows: names } = await sql<{ name: string }>`
    select distinct name from contact_name where contact_point_id = any(${pointIds}::uuid[])`.execute(db)
  const { rows: sets } = await sql<{ id: Id; isAlone: boolean }>`
    select s.participants_id as id, bool_and(a.contact_point_id = any(${pointIds}::uuid[])) as is_alone
    from (select distinct participants_id from participant where contact_point_id = any(${pointIds}::uuid[])) s
    join participant a on a.participants_id = s.participants_id group by s.participants_id`.execute(db)
  const claimed = points.map(({ value }) => partyKey(forgedParty(value), new Map()))
  const { rows: claims } = await sql<{ id: Id }>`
    select id from participants where key = any(${claimed}::text[])`.execute(db)
  return {
    customerIds,
    points,
    written: [...new Set([...written.map((row) => row.written), ...points.map(({ value }) => value)])],
    names: [...new Set([...names.map((row) => row.name), ...family.flatMap(({ name }) => name ?? [])])],
    aloneIds: [...sets.flatMap(({ id, isAlone }) => (isAlone ? [id] : [])), ...claims.map(({ id }) => id)],
    groupIds: sets.flatMap(({ id, isAlone }) => (isAlone ? [] : [id])),
  }
}

/**
 * Forgets a customer: who they are, how they are reached, what was noted of that, and where their numbers or names were
 * evidence for something else. Their messages must be gone before.
 */
export async function erasePerson(tx: Tx, person: KnownPerson): Promise<void> {
  const { customerIds, aloneIds, groupIds } = person
  const pointIds = person.points.map(({ id }) => id)
  const told = [...new Set([...person.written, ...person.names])].filter(({ length }) => length > 2)
  const asWords = told.map((word) => wordPattern(JSON.stringify(word).slice(1, -1)))
  const tellsIn = (json: RawBuilder<unknown>) =>
    sql`exists (select from unnest(${asWords}::text[]) w (pattern) where (${json})::text ~ w.pattern)`
  const { rows: questions } = await sql<{ id: Id }>`
    select id from match_question where contact_point_id = any(${pointIds}::uuid[]) or customer_id = any(${customerIds}::uuid[])`.execute(
    tx,
  )
  const questionIds = questions.map(({ id }) => id)
  await sql`
    delete from contact_point_move where contact_point_id = any(${pointIds}::uuid[]) or question_id = any(${questionIds}::uuid[])
      or from_customer_id = any(${customerIds}::uuid[]) or to_customer_id = any(${customerIds}::uuid[])`.execute(
    tx,
  )
  await sql`
    delete from customer_merge where kept_id = any(${customerIds}::uuid[]) or absorbed_id = any(${customerIds}::uuid[])
      or question_id = any(${questionIds}::uuid[])`.execute(tx)
  await sql`delete from match_question where id = any(${questionIds}::uuid[])`.execute(tx)
  await sql`delete from property where customer_id = any(${customerIds}::uuid[])`.execute(tx)
  await sql`delete from contact_name where contact_point_id = any(${pointIds}::uuid[])`.execute(tx)
  await sql`delete from participant where contact_point_id = any(${pointIds}::uuid[])`.execute(tx)
  await sql`delete from participants where id = any(${aloneIds}::uuid[])`.execute(tx)
  await sql`update participants set key = 'erased:' || id where id = any(${groupIds}::uuid[])`.execute(tx)
  await sql`delete from contact_point where id = any(${pointIds}::uuid[])`.execute(tx)
  await forgetAddresses(tx, person.points)
  const addresses = person.points.map(({ value }) => value.toLowerCase())
  await sql`delete from vouched_sender where address = any(${addresses}::text[])`.execute(tx)
  await sql`delete from customer_name_token where customer_id = any(${customerIds}::uuid[])`.execute(tx)
  await sql`delete from customer where id = any(${customerIds}::uuid[])`.execute(tx)
  await sql`
    update contact_point set link_evidence = null where link_evidence is not null and ${tellsIn(sql`link_evidence`)}`.execute(
    tx,
  )
  // What other addresses were linked by before they changed hands, to be put back should that be undone.
  await sql`
    update customer_merge set moved = jsonb_set(moved, '{contactPoints}', (
      select jsonb_agg(case when ${tellsIn(sql`point -> 'evidence'`)} then point || '{"evidence": null}' else point end order by place)
      from jsonb_array_elements(moved -> 'contactPoints') with ordinality p (point, place)))
    where ${tellsIn(sql`moved`)}`.execute(tx)
  await sql`
    update contact_point_move set link = link || '{"evidence": null}' where ${tellsIn(sql`link -> 'evidence'`)}`.execute(
    tx,
  )
  await sql`
    update match_question set evidence = '[]'
    where ${tellsIn(sql`evidence`)}`.execute(tx)
}

/** PostgreSQL's pattern of a word by itself: `Ann`, and not as a part of `Joanna`. */
function wordPattern(word: string): string {
  return `(?<![[:alnum:]])${word.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}(?![[:alnum:]])`
}

/** Forgets how addresses were written. */
export async function forgetAddresses(
  tx: Tx,
  addresses: readonly { kind: string; value: string }[],
): Promise<void> {
  await sql`
    delete from phone_normalization n
    using unnest(${addresses.map(({ kind }) => kind)}::text[], ${addresses.map(({ value }) => value)}::text[]) as a (kind, value)
    where n.kind = a.kind and n.value = a.value`.execute(tx)
}
