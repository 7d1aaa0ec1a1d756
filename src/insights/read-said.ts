import { sql } from 'kysely'
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import { serviceFoundShape } from '../contract/understanding.ts'
import type { Db } from '../store/store.ts'
import type { Sentiment, Urgency } from '../understanding/understanding.ts'
import type { Said } from './said.ts'

/** A conversation with what is told apart by it; `said` oldest first. */
export type ConversationRead = {
  id: Id
  /** The customer; the set of participants where it is none's or several customers'. */
  partyId: Id
  /** Whether there is an address to answer to, and nobody else but us who may have answered, as in a group. */
  answerable: boolean
  spam: boolean
  said: Said[]
}

/** So many messages of one conversation are looked at, the newest. */
export const MESSAGES_MAX = 500
/** A service less sure than this is not counted. */
const SERVICE_CONFIDENCE_MIN = 0.5

const servicesShape = z.array(serviceFoundShape)
const spansShape = z.array(z.object({ start: z.number(), end: z.number() }))

/** These conversations, but those that are gone, or merged into others. */
export async function readConversations(db: Db, ids: readonly Id[]): Promise<ConversationRead[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Omit<ConversationRead, 'said'>>`
    select c.id, c.spam,
      coalesce(case when p.kind = 'one' and count(distinct cp.customer_id) = 1 then (array_agg(cp.customer_id))[1] end, c.participants_id) as party_id,
      p.kind <> 'group' and coalesce(bool_or(cp.kind in ('phone', 'email', 'other', 'name')), false) as answerable
    from conversation c
    join participants p on p.tenant_id = c.tenant_id and p.id = c.participants_id
    left join participant m on m.tenant_id = c.tenant_id and m.participants_id = c.participants_id
    left join contact_point cp on cp.tenant_id = m.tenant_id and cp.id = m.contact_point_id
    where c.id = any(${ids as Id[]}::uuid[]) and c.merged_into is null
    group by c.id, c.spam, c.participants_id, p.kind`.execute(db)
  const said = Map.groupBy(
    await readSaid(
      db,
      rows.map(({ id }) => id),
    ),
    ({ conversationId }) => conversationId,
  )
  return rows.flatMap((row) => {
    const messages = said.get(row.id)?.map(({ conversationId: _, ...message }) => message)
    return messages === undefined ? [] : [{ ...row, said: messages }]
  })
}

type Row = Omit<Said, 'understood'> & {
  conversationId: Id
  language: 'en' | 'pl' | null
  urgency: Urgency
  sentiment: Sentiment
  ticket: boolean
  services: unknown
  personal: unknown
}

async function readSaid(db: Db, ids: readonly Id[]): Promise<(Said & { conversationId: Id })[]> {
  const { rows } = await sql<Row>`
    select wanted.id as conversation_id, said.*
    from unnest(${ids as Id[]}::uuid[]) wanted (id) cross join lateral (
      select m.id, (extract(epoch from m.at) * 1000)::float8 as at_ms, m.kind, m.direction, m.channel,
        left(case when m.body = '' then coalesce(m.transcript, '') else m.body end, 4000) as words,
        m.duration_seconds as seconds, m.labels && '{list,auto,bounce,notice}' as automatic, 'spam' = any(m.labels) as spam,
        exists (select from attachment a where a.tenant_id = m.tenant_id and a.message_id = m.id) as has_file,
        u.language, u.urgency, u.sentiment, u.ticket, u.detail->'services' as services,
        jsonb_path_query_array(u.detail, '$.findings[*] ? (@.kind == "name" || @.kind == "phone" || @.kind == "email" || @.kind == "address" || @.kind == "district")') as personal
      from thread_entry e
      join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
      left join understanding u on u.tenant_id = m.tenant_id and u.message_id = m.id
      where e.conversation_id = wanted.id
      order by e.at desc, e.message_id desc limit ${MESSAGES_MAX}) said
    order by wanted.id, said.at_ms, said.id`.execute(db)
  return rows.map(({ language, urgency, sentiment, ticket, services, personal, ...row }) => ({
    ...row,
    understood:
      language === null || row.direction === 'out'
        ? null
        : {
            ...{ language, urgency, sentiment, ticket },
            services: servicesShape
              .parse(services ?? [])
              .filter(({ confidence }) => confidence >= SERVICE_CONFIDENCE_MIN)
              .map(({ service }) => service),
            personal: spansShape.parse(personal ?? []),
          },
  }))
}
