import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'
import type { Fact } from '../query/clauses.ts'
import { sigil, wordsIn } from '../words/analyse.ts'

const PEOPLE_MAX = 100
/** Whoever is called so is meant, and not who is called alike, unless nobody is. */
const MEANT_SHARE = 0.7

/** Who is meant: the sets of people they take part in, and how the index names them; null where it has no name of somebody. */
export type People = { participantsIds: readonly Id[]; named: readonly Fact[] | null }

/** Those that were found best. */
export async function peopleAmong(db: Db, hits: readonly Hit[]): Promise<People> {
  const best = Math.max(0, ...hits.map(({ score }) => score))
  const meant = hits.filter(({ score }) => score >= best * MEANT_SHARE)
  const name = nameOf(meant)
  return { participantsIds: await participantsOf(db, meant), named: name && [name] }
}

/** Those who take part with one and with the other. */
export function bothOf(one: People, other: People): People {
  return {
    participantsIds: one.participantsIds.filter((id) => other.participantsIds.includes(id)),
    named: one.named && other.named && [...one.named, ...other.named],
  }
}

async function participantsOf(db: Db, meant: readonly Hit[]): Promise<Id[]> {
  const customerIds = [...new Set(meant.flatMap(({ customerId }) => customerId ?? []))].slice(0, PEOPLE_MAX)
  const pointIds = meant.flatMap(({ kind, id }) => (kind === 'contact_point' ? [id] : []))
  const { rows } = await sql<{ id: Id }>`
    select distinct a.participants_id as id from contact_point p
    join participant a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
    where p.customer_id = any(${customerIds}::uuid[]) or p.id = any(${pointIds}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}

/** The words by which they were found, where all of them were found by their names. */
function nameOf(meant: readonly Hit[]): Fact | null {
  const found = new Map<Id | null, string>()
  for (const { kind, title, customerId } of meant)
    if (kind === 'customer' && title.spans.length > 0)
      found.set(customerId, title.spans.map(({ start, end }) => title.text.slice(start, end)).join(' '))
  if (meant.some(({ customerId }) => !found.has(customerId))) return null
  return [...new Set(found.values())].map((words) =>
    wordsIn(words, []).map(({ word }) => [{ term: sigil.who + word, isStart: false }]),
  )
}
