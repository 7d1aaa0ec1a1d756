import type { Principal } from '../access/access.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { changeFrom } from '../conflicts/conflicts.ts'
import type { Ticket, TicketChanged } from '../contract/tickets.ts'
import type { Tx } from '../store/store.ts'
import {
  changeTicket,
  type ShownTicket,
  standingTicket,
  type TicketActor,
  ticketsById,
} from '../tickets/tickets.ts'
import { notFound } from './not-found.ts'
import type { Services } from './services.ts'

/** Who asks, as the activity of tickets knows them. */
export function ticketActorOf({ kind, label }: Principal): TicketActor {
  return { kind, label }
}

/** Tickets with the names of those who see to them. */
export async function withAssignees<T extends ShownTicket>(
  { access }: Pick<Services, 'access'>,
  tenantId: Id,
  shown: readonly T[],
): Promise<(Omit<T, 'assigneeId'> & Pick<Ticket, 'assignee'>)[]> {
  const isAssigned = shown.some(({ assigneeId }) => assigneeId !== null)
  const people = isAssigned ? await access.people.list(tenantId) : []
  return shown.map(({ assigneeId, ...ticket }) => ({
    ...ticket,
    assignee:
      assigneeId === null
        ? null
        : { id: assigneeId, name: people.find(({ personId }) => personId === assigneeId)?.name ?? null },
  }))
}

/** Tickets by their ids, in the order given. */
export async function showTickets(
  services: Pick<Services, 'access' | 'store'>,
  tenantId: Id,
  ids: readonly Id[],
): Promise<Ticket[]> {
  const shown = await services.store.read(tenantId, (db) => ticketsById(db, ids))
  const tickets = await withAssignees(services, tenantId, shown)
  return ids.flatMap((id) => tickets.find((ticket) => ticket.id === id) ?? [])
}

/** What a change by hand answers. */
export async function showChanged(
  services: Pick<Services, 'access' | 'store'>,
  tenantId: Id,
  { ticketId, changeId, waiting = 0 }: { ticketId: Id; changeId: Id; waiting?: number },
): Promise<TicketChanged> {
  const [ticket] = await showTickets(services, tenantId, [ticketId])
  if (ticket === undefined) throw notFound('ticket')
  return { success: true, entity_id: ticketId, changeId, ticket, waiting }
}

/**
 * Changes a ticket from the version that somebody saw; what others changed since is a conflict. Without a version the change holds,
 * whatever was there.
 */
export async function changeTicketFrom(
  tx: Tx,
  { version, change, ...by }: Parameters<typeof changeTicket>[1] & { version: number | undefined },
): Promise<{ changeId: Id; conflictIds: Id[]; waiting: number }> {
  if (version === undefined) {
    const { changeId } = await changeTicket(tx, { ...by, change })
    return { changeId, conflictIds: [], waiting: 0 }
  }
  await standingTicket(tx, by.id)
  const done = await changeFrom(tx, { ...by, kind: 'ticket', seen: { version }, change })
  return { ...done, changeId: done.changeId ?? newId(by.clock) }
}

/** Only who works for the firm can see to a ticket. Refuses with `person_not_found`. */
export async function refuseStranger(
  { access }: Pick<Services, 'access'>,
  tenantId: Id,
  personId: Id | null | undefined,
): Promise<void> {
  if (personId === null || personId === undefined) return
  const people = await access.people.list(tenantId)
  if (people.some((person) => person.personId === personId)) return
  throw new Refusal(
    'person_not_found',
    'Nobody of the firm is known by that.',
    'Reload the list of people and choose again.',
    { status: 404 },
  )
}
