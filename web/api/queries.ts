import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ConversationCounts, ConversationStatus } from '../../src/contract/conversations.ts'
import type { TimelineKind } from '../../src/contract/timeline.ts'
import type { Urgency } from '../../src/contract/understanding.ts'
import * as api from './endpoints.ts'
import { isHeard } from './heard.ts'
import { askBetweenMoves } from './moves.ts'
import { type Since, sinceInstant } from './since.ts'

/** Ways by which messages come that the inbox can be narrowed to. */
export const inboxChannels = ['google-voice', 'gmail', 'imap', 'postmark', 'chat-history'] as const
type InboxChannel = (typeof inboxChannels)[number]

/** What the inbox is narrowed to; all of it is in the address bar. */
export type InboxFilter = {
  status?: 'active' | 'needs_reply' | 'waiting' | 'archived' | undefined
  text?: string | undefined
  customer?: string | undefined
  since?: Since | undefined
  spam?: boolean | undefined
  urgency?: Urgency | undefined
  /** Only conversations with a danger that is not yet over. */
  danger?: boolean | undefined
  /** Of those that wait for a reply, the ones that seem to need none; without it, of that status, all others. */
  settled?: boolean | undefined
  /** Where a message of theirs is about this kind of work before all others. */
  service?: string | undefined
  /** Where a message of theirs names this district of Warsaw. */
  district?: string | undefined
  /** Whose newest message came or went by it. */
  channel?: InboxChannel | undefined
}

const PAGE_SIZE = 100
/** As much as some screens show. */
const TIMELINE_PAGE_SIZE = 40
const first = undefined as string | undefined
const pages = {
  initialPageParam: first,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
}

/** The query parameters that a filter means; days are those of `zone`. */
export function conversationQuery(filter: InboxFilter, zone: string, cursor?: string) {
  return {
    status: filter.status,
    text: filter.text,
    customerId: filter.customer,
    since: filter.since === undefined ? undefined : sinceInstant(filter.since, zone),
    spam: filter.spam ? 'true' : 'false',
    urgency: filter.urgency,
    hazard: filter.danger ? 'true' : undefined,
    settled: filter.settled ? 'true' : filter.status === 'needs_reply' ? 'false' : undefined,
    service: filter.service,
    district: filter.district,
    channel: filter.channel,
    limit: PAGE_SIZE,
    cursor,
  }
}

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: api.getMe, staleTime: 5 * 60_000 })
/** The firm's time zone; this device's while nobody is signed in. */
export const zoneOf = (client: QueryClient): string =>
  client.getQueryData(meQuery.queryKey)?.firm?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

export const setupQuery = queryOptions({ queryKey: ['setup'], queryFn: api.getSetup, staleTime: 0 })

export const firmsQuery = queryOptions({ queryKey: ['firms'], queryFn: api.listFirms, staleTime: 5 * 60_000 })

/** How the firm is set. */
export const firmQuery = queryOptions({ queryKey: ['firm'], queryFn: api.getFirm })

export const conversationsQuery = (filter: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'list', filter],
    queryFn: ({ client, pageParam, signal }) => {
      const query = conversationQuery(filter, zoneOf(client), pageParam)
      return askBetweenMoves(() => api.listConversations(query, { signal }))
    },
    ...pages,
    staleTime: 60_000,
    refetchOnWindowFocus: false, // the head is refreshed instead, so that no scroll is lost
  })

export const countsQuery = queryOptions({
  queryKey: ['conversations', 'counts'],
  queryFn: ({ signal }) => askBetweenMoves(() => api.countConversations({ signal })),
})

/** How many a list of this status shows: of those that wait for a reply, without who seems to need none. */
export const listedOf = (counts: ConversationCounts, status: ConversationStatus) =>
  status === 'needs_reply' ? counts.needs_reply - counts.settled : counts[status]

export const conversationDetailQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'one', id],
    queryFn: ({ signal }) => api.getConversation(id, { signal }),
    staleTime: 15_000,
  })

export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'messages', id],
    queryFn: ({ pageParam, signal }) =>
      api.listMessages(id, { order: 'newest_first', limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    ...pages,
    staleTime: 15_000,
  })

/** The pictures and other files of a conversation. */
export const filesQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'files', id],
    queryFn: ({ signal }) => api.listFiles(id, { signal }),
    staleTime: 15_000,
  })

/** Where a message came from; that stays as it is. */
export const messageSourceQuery = (id: string) =>
  queryOptions({
    queryKey: ['message-source', id],
    queryFn: ({ signal }) => api.readMessageSource(id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What a conversation says as a whole; what is not yet understood of it is understood first. */
export const analysisQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'analysis', id],
    queryFn: ({ signal }) => api.analyseConversation(id, { signal }),
    staleTime: 15_000,
  })

export const rulesQuery = queryOptions({ queryKey: ['rules'], queryFn: api.getRules, staleTime: 15_000 })

export const customersQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'list', text],
    queryFn: ({ pageParam, signal }) =>
      api.listCustomers({ text, limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    ...pages,
    staleTime: 30_000,
  })

export const customerDetailQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) => api.getCustomer(id, { signal }),
    staleTime: 15_000,
  })

/** What happened between the firm and a customer, newest first; of one kind, or of all. */
export const timelineQuery = (customerId: string, kind: TimelineKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'timeline', customerId, kind],
    queryFn: ({ pageParam, signal }) =>
      api.readTimeline(customerId, { kind, limit: TIMELINE_PAGE_SIZE, cursor: pageParam }, { signal }),
    ...pages,
    staleTime: 15_000,
  })

export const questionsQuery = infiniteQueryOptions({
  queryKey: ['questions'],
  queryFn: ({ pageParam, signal }) =>
    askBetweenMoves(() => api.listQuestions({ limit: PAGE_SIZE, cursor: pageParam }, { signal })),
  ...pages,
  staleTime: 30_000,
})

export const runsQuery = infiniteQueryOptions({
  queryKey: ['runs', 'list'],
  queryFn: ({ pageParam, signal }) => api.listRuns({ limit: 50, cursor: pageParam }, { signal }),
  ...pages,
})

/** Whether a run still moves by itself. */
export const isMoving = (status: string | undefined) => status === 'queued' || status === 'running'

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['runs', 'one', id],
    queryFn: ({ signal }) => api.getRun(id, { signal }),
    // Told of at every step; what is counted between, such as its seconds, is asked for.
    refetchInterval: (query) => (isMoving(query.state.data?.status) ? (isHeard() ? 3_000 : 500) : false),
  })

export const ledgerQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', 'ledger', id], queryFn: ({ signal }) => api.getLedger(id, { signal }) })

export const ledgerFilesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'files', id],
    queryFn: ({ pageParam, signal }) =>
      api.listLedgerFiles(id, { limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    ...pages,
  })

export const setAsideQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'set-aside', id],
    queryFn: ({ pageParam, signal }) =>
      api.listSetAside(id, { limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    ...pages,
  })

export const sourcesQuery = queryOptions({ queryKey: ['sources'], queryFn: api.listSources })

export const incidentsQuery = infiniteQueryOptions({
  queryKey: ['incidents'],
  queryFn: ({ pageParam, signal }) => api.listIncidents({ limit: 10, cursor: pageParam }, { signal }),
  ...pages,
})

export const healthQuery = queryOptions({ queryKey: ['monitoring', 'health'], queryFn: api.getHealth })

export const dashboardQuery = (window: 'hour' | 'day') =>
  queryOptions({
    queryKey: ['monitoring', 'dashboard', window],
    queryFn: ({ signal }) => api.getDashboard({ window }, { signal }),
    placeholderData: keepPreviousData,
  })

export const alertsQuery = queryOptions({
  queryKey: ['monitoring', 'alerts'],
  queryFn: ({ signal }) => api.listAlerts({ limit: 100 }, { signal }),
})

export const pastAlertsQuery = infiniteQueryOptions({
  queryKey: ['monitoring', 'past-alerts'],
  queryFn: ({ pageParam, signal }) =>
    api.listAlerts({ status: 'resolved', limit: 10, cursor: pageParam }, { signal }),
  ...pages,
})

export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: api.listSessions })
export const peopleQuery = queryOptions({
  queryKey: ['people', 'list'],
  queryFn: api.listPeople,
  staleTime: 15_000,
})
export const invitationsQuery = queryOptions({
  queryKey: ['people', 'invitations'],
  queryFn: api.listInvitations,
})
export const retentionQuery = queryOptions({ queryKey: ['retention'], queryFn: api.getRetention })
export const signInProviderQuery = queryOptions({
  queryKey: ['sign-in-provider'],
  queryFn: api.getSignInProvider,
  staleTime: 15_000,
})
export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: api.listKeys })
export const webhooksQuery = queryOptions({ queryKey: ['webhooks'], queryFn: api.listWebhooks })

/** What an invitation says, by the token of its link; asked once. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.openInvitation(token, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What the audit trail is narrowed to; in the address bar. */
export type AuditFilter = {
  /** How the action begins: `customer.`; `all` has also who looked at what, which is left out otherwise. */
  action?: string | undefined
  /** Id of who did it. */
  actor?: string | undefined
}

export const auditQuery = ({ action, actor }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', { action, actor }],
    queryFn: ({ pageParam, signal }) => {
      const narrowed = action === undefined ? { looks: 'false' } : action === 'all' ? {} : { action }
      return api.listAudit({ ...narrowed, actor, limit: 50, cursor: pageParam }, { signal })
    },
    ...pages,
  })
