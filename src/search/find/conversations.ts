import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Hit } from '../../contract/search.ts'
import type { Db } from '../../store/store.ts'

const PEOPLE = 3
const CONVERSATIONS_EACH = 2
/** A little less than the person themselves. */
const SHARE = 0.95

type ConversationRow = {
  id: Id
  customerId: Id
  lastAt: Date
  lastMessageId: Id
  preview: string
  channel: string
}

/** The newest conversations with the people that were found best. */
export async function conversationsOf(db: Db, hits: readonly Hit[]): Promise<Hit[]> {
  const people = new Map<Id, Hit>()
  for (const hit of [...hits].sort((a, b) => b.score - a.score))
    if (
      hit.customerId !== null &&
      hit.kind !== 'ticket' &&
      people.size < PEOPLE &&
      !people.has(hit.customerId)
    )
      people.set(hit.customerId, hit)
  if (people.size === 0) return []
  const { rows } = await sql<ConversationRow>`
    select c.id, w.customer_id, c.last_at, c.last_message_id, left(coalesce(nullif(m.body, ''), m.transcript, ''), 160) as preview, m.channel
    from unnest(${[...people.keys()]}::uuid[]) w (customer_id)
    cross join lateral (
      select c.* from contact_point p
      join participant a on a.tenant_id = p.tenant_id and a.contact_point_id = p.id
      join conversation c on c.tenant_id = a.tenant_id and c.participants_id = a.participants_id and c.merged_into is null
      where p.customer_id = w.customer_id order by c.last_at desc limit ${CONVERSATIONS_EACH}) c
    join message m on m.tenant_id = c.tenant_id and m.id = c.last_message_id`.execute(db)
  const seen = new Set<Id>()
  return rows.flatMap(({ id, customerId, lastAt, preview, channel }) => {
    const person = people.get(customerId)
    if (person === undefined || seen.has(id)) return []
    seen.add(id)
    return [
      {
        ...person,
        kind: 'conversation' as const,
        id,
        at: lastAt.toISOString(),
        score: person.score * SHARE,
        title:
          person.kind === 'customer'
            ? person.title
            : { text: person.excerpt?.text ?? person.title.text, spans: [] },
        excerpt: { text: preview, spans: [] },
        conversationId: id,
        channel,
      },
    ]
  })
}
