import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type createTicketBody,
  type TicketStatus,
  type ticketChangeBody,
  ticketChangedShape,
  ticketCountsShape,
  ticketDetailShape,
  type ticketOpenBody,
  ticketPage,
  ticketsChangedShape,
  ticketsMovedShape,
  type WorkingHours,
  workingHoursAnswer,
} from '../../src/contract/tickets.ts'
import { ask } from './client.ts'

/** The addresses of the API about tickets and hours, and how what they answer is kept. */

const PAGE_SIZE = 60
/** While nobody tells of changes. */
export const LOOK_EVERY_MS = 20_000
/** Clocks run out without anybody's telling. */
export const LOOK_AT_CLOCKS_MS = 60_000

/** What narrows the tickets, as the address bar has it. */
export type TicketFilter = {
  show?: 'done' | undefined
  sort?: 'newest' | undefined
  priority?: 'low' | 'medium' | 'high' | 'emergency' | undefined
  category?: string | undefined
  mine?: boolean | undefined
}

export const ticketsQuery = (filter: TicketFilter, assigneeId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', filter, assigneeId],
    queryFn: ({ pageParam, signal }) =>
      ask(ticketPage, 'GET', 'tickets', {
        query: {
          open: filter.show === 'done' ? 'false' : 'true',
          sort: filter.sort ?? (filter.show === 'done' ? 'newest' : 'clock'),
          priority: filter.priority,
          category: filter.category,
          assigneeId,
          limit: PAGE_SIZE,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 5_000,
  })

export const customerTicketsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['tickets', 'of', customerId],
    queryFn: ({ signal }) =>
      ask(ticketPage, 'GET', 'tickets', { query: { customerId, sort: 'newest', limit: 50 }, signal }),
    staleTime: 5_000,
  })

export const ticketCountsQuery = queryOptions({
  queryKey: ['tickets', 'counts'],
  queryFn: ({ signal }) => ask(ticketCountsShape, 'GET', 'tickets/counts', { signal }),
  staleTime: 5_000,
})

export const ticketQuery = (id: string) =>
  queryOptions({
    queryKey: ['tickets', 'one', id],
    queryFn: ({ signal }) => ask(ticketDetailShape, 'GET', `tickets/${id}`, { signal }),
    staleTime: 5_000,
  })

export const findTicketByNumber = (number: number) =>
  ask(ticketPage, 'GET', 'tickets', { query: { number, limit: 1 } })
export const openTicket = (body: z.input<typeof ticketOpenBody>) =>
  ask(ticketChangedShape, 'POST', 'tickets', { body })
export const changeTicket = (id: string, body: z.input<typeof ticketChangeBody>) =>
  ask(ticketChangedShape, 'PATCH', `tickets/${id}`, { body })
export const moveTicket = (id: string, body: { status: TicketStatus; version?: number }) =>
  ask(ticketChangedShape, 'POST', `sync/tickets/${id}/status`, { body })
export const moveTickets = (tickets: { id: string; version: number }[], status: TicketStatus) =>
  ask(ticketsMovedShape, 'POST', 'tickets/status', { body: { tickets, status } })
export const mergeTickets = (id: string, otherTicketId: string) =>
  ask(ticketChangedShape, 'POST', `tickets/${id}/merge`, { body: { otherTicketId } })
export const splitTicket = (id: string, messageIds: string[]) =>
  ask(ticketChangedShape, 'POST', `tickets/${id}/split`, { body: { messageIds } })
export const unlinkConversation = (id: string, conversationId: string) =>
  ask(ticketChangedShape, 'POST', `tickets/${id}/unlink`, { body: { conversationId } })
export const undoTicketChange = (changeId: string) =>
  ask(ticketsChangedShape, 'POST', `ticket-changes/${changeId}/undo`, { body: {} })
export const createTicketFor = (conversationId: string, body: z.input<typeof createTicketBody> = {}) =>
  ask(ticketChangedShape, 'POST', `sync/conversations/${conversationId}/create-ticket`, { body })
export const linkTicket = (conversationId: string, ticketId: string) =>
  ask(ticketChangedShape, 'POST', `sync/conversations/${conversationId}/link-ticket/${ticketId}`, {
    body: {},
  })
export const dismissTicket = (conversationId: string) =>
  ask(z.unknown(), 'POST', `conversations/${conversationId}/dismiss-ticket`, { body: {} })

export const hoursQuery = queryOptions({
  queryKey: ['working-hours'],
  queryFn: ({ signal }) => ask(workingHoursAnswer, 'GET', 'working-hours', { signal }),
})
export const setHours = (body: WorkingHours) => ask(workingHoursAnswer, 'PUT', 'working-hours', { body })
