import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { TicketActivity, TicketDetail } from '../../contract/tickets.ts'
import { customersOfParticipants } from '../../customers/customers.ts'
import type { Db } from '../../store/store.ts'
import { ticketNotFound } from '../standing.ts'
import { briefsMergedInto } from './brief.ts'
import { type ShownTicket, ticketsById } from './list.ts'

const ACTIVITY_MAX = 200
const TEXT_CHARACTERS = 280
const PREVIEW_CHARACTERS = 160

/** One ticket with its conversations and what became of it; refuses with `ticket_not_found`. */
export async function getTicket(
  db: Db,
  id: Id,
): Promise<ShownTicket & Pick<TicketDetail, 'conversations' | 'merged' | 'activity'>> {
  const [ticket] = await ticketsById(db, [id])
  if (ticket === undefined) throw ticketNotFound()
  return {
    ...ticket,
    conversations: await readConversations(db, id),
    merged: await briefsMergedInto(db, id),
    activity: await readActivity(db, id),
  }
}

type LinkedRow = {
  conversationId: Id
  participantsId: Id
  lastAt: Date
  preview: string
  messageId: Id
  role: TicketDetail['conversations'][number]['messages'][number]['role']
  at: Date
  text: string
  linkedBy: string
}

async function readConversations(db: Db, id: Id): Promise<TicketDetail['conversations']> {
  const { rows } = await sql<LinkedRow>`
    select c.id as conversation_id, c.participants_id, c.last_at, l.message_id, l.role, m.at, l.linked_by,
      left(case when m.body = '' then coalesce(m.transcript, '') else m.body end, ${TEXT_CHARACTERS}) as text,
      left(regexp_replace(case when last.body = '' then coalesce(last.transcript, '') else last.body end, '\\s+', ' ', 'g'), ${PREVIEW_CHARACTERS}) as preview
    from ticket_conversation l
    join message m on m.tenant_id = l.tenant_id and m.id = l.message_id
    join thread_entry e on e.tenant_id = l.tenant_id and e.message_id = l.message_id
    join conversation c on c.tenant_id = e.tenant_id and c.id = e.conversation_id
    join message last on last.tenant_id = c.tenant_id and last.id = c.last_message_id
    where l.ticket_id = ${id} and l.unlinked_at is null
    order by c.last_at desc, c.id, m.at, m.id`.execute(db)
  const parties = await customersOfParticipants(db, [...new Set(rows.map((row) => row.participantsId))])
  return [...Map.groupBy(rows, ({ conversationId }) => conversationId)].map(([conversationId, own]) => {
    const first = own[0] as LinkedRow
    return {
      conversationId,
      title: parties.get(first.participantsId)?.title ?? '',
      lastAt: first.lastAt.toISOString(),
      preview: first.preview,
      messages: own.map(({ messageId, role, at, text, linkedBy }) => ({
        ...{ messageId, role, text, linkedBy },
        at: at.toISOString(),
      })),
    }
  })
}

async function readActivity(db: Db, id: Id): Promise<TicketActivity[]> {
  const { rows } = await sql<Omit<TicketActivity, 'at'> & { at: Date }>`
    select a.seq, a.change_id, a.undoes, a.kind, a.at, a.actor_kind, a.actor, a.version, a.before, a.after, a.note,
      exists (select from ticket_activity u where u.tenant_id = a.tenant_id and u.undoes = a.change_id) as undone
    from ticket_activity a where a.ticket_id = ${id} order by a.seq desc limit ${ACTIVITY_MAX}`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
