import type { Principal } from '../access/access.ts'
import type { Id } from '../base/ids.ts'
import type { Notice } from '../contract/notices.ts'
import { customersOfParticipants } from '../customers/customers.ts'
import { type NoticeRow, noticeSubjects } from '../notices/notices.ts'
import { ticketsById } from '../tickets/tickets.ts'
import type { Services } from './services.ts'

/** Notices with what they are of and who did it, by the names they have now, in the order given. */
export async function showNotices(
  { store, access }: Pick<Services, 'store' | 'access'>,
  { tenantId }: Pick<Principal, 'tenantId'>,
  rows: readonly NoticeRow[],
): Promise<Notice[]> {
  const { subjects, parties, tickets } = await store.read(tenantId, async (db) => {
    const subjects = await noticeSubjects(db, rows)
    const of = <T>(pick: (one: NonNullable<ReturnType<typeof subjects.get>>) => T | null): T[] =>
      [...subjects.values()].flatMap((one) => pick(one) ?? [])
    return {
      subjects,
      parties: await customersOfParticipants(
        db,
        of(({ participantsId }) => participantsId),
      ),
      tickets: await ticketsById(
        db,
        of(({ ticketId }) => ticketId),
      ),
    }
  })
  const byPerson = rows.some(({ actor }) => actor?.startsWith('person:'))
  const people = byPerson ? await access.people.list(tenantId) : []
  const nameOf = (kind: string, id: Id | undefined) => {
    if (kind === 'person') return people.find(({ personId }) => personId === id)?.name ?? null
    return kind === 'mirror' && id !== undefined ? (subjects.get(id)?.label ?? null) : null
  }
  return rows.map((row) => {
    const subject = subjects.get(row.subjectId)
    const ticket = tickets.find(({ id }) => id === subject?.ticketId)
    const [kind = '', id] = row.actor?.split(':') ?? []
    return {
      id: row.id,
      kind: row.kind as Notice['kind'],
      state: row.overAt !== null ? 'over' : row.readAt !== null ? 'read' : 'unread',
      conversationId: subject?.conversationId ?? null,
      ticket: ticket === undefined ? null : { id: ticket.id, number: ticket.number, title: ticket.title },
      who:
        subject?.label ?? ticket?.customer?.name ?? parties.get(subject?.participantsId ?? '')?.title ?? null,
      by: row.actor === null ? null : { kind, name: nameOf(kind, id) },
      about: row.about as Notice['about'],
      at: row.at.toISOString(),
    }
  })
}
