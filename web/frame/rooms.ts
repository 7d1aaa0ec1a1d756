import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  Cable,
  ChartColumn,
  CircleHelp,
  ClipboardList,
  Clock,
  GitCompareArrows,
  HeartPulse,
  Hourglass,
  Import,
  Inbox,
  KeyRound,
  ListChecks,
  LogIn,
  NotebookText,
  Replace,
  ScrollText,
  Store,
  Sun,
  UserRound,
  UsersRound,
  Webhook,
} from 'lucide-react'
import type { Permission } from '../../src/contract/permissions.ts'
import { liveChannelShape } from '../../src/contract/sources.ts'
import { useLookEvery } from '../api/heard.ts'
import {
  alertsQuery,
  countsQuery,
  isMoving,
  questionsQuery,
  runsQuery,
  sourcesQuery,
} from '../api/queries.ts'
import { LOOK_AT_CLOCKS_MS, ticketCountsQuery } from '../api/tickets.ts'
import { usePermissions } from '../api/use-may.ts'
import { needsPerson } from '../sources/condition.ts'

/** The rooms, and what one must be allowed to do to need them: questions are for who may answer them. */
const rooms = [
  { to: '/today', key: 'nav.today', icon: Sun, needs: 'conversations.read' },
  { to: '/inbox', key: 'nav.inbox', icon: Inbox, needs: 'conversations.read' },
  { to: '/tickets', key: 'nav.tickets', icon: ClipboardList, needs: 'tickets.read' },
  { to: '/customers', key: 'nav.customers', icon: UsersRound, needs: 'customers.read' },
  { to: '/questions', key: 'nav.questions', icon: CircleHelp, needs: 'customers.write' },
  { to: '/insights', key: 'nav.insights', icon: ChartColumn, needs: 'insights.read' },
  { to: '/sources', key: 'nav.sources', icon: Cable, needs: 'sources.read' },
  { to: '/import', key: 'nav.import', icon: Import, needs: 'imports.read' },
  { to: '/health', key: 'nav.health', icon: HeartPulse, needs: 'monitoring.read' },
] as const

/** What is set for the firm, one page each. */
const firmPages = [
  { to: '/settings/firm', key: 'nav.firm.page', icon: Store, needs: 'rules.read' },
  { to: '/settings/people', key: 'nav.people', icon: UsersRound, needs: 'people.read' },
  { to: '/settings/rules', key: 'nav.rules', icon: ListChecks, needs: 'rules.read' },
  { to: '/settings/templates', key: 'nav.templates', icon: NotebookText, needs: 'replies.send' },
  { to: '/settings/hours', key: 'nav.hours', icon: Clock, needs: 'rules.read' },
  { to: '/settings/sign-in', key: 'nav.signIn', icon: LogIn, needs: 'sign_in.manage' },
  { to: '/settings/keys', key: 'nav.keys', icon: KeyRound, needs: 'keys.manage' },
  { to: '/settings/webhooks', key: 'nav.webhooks', icon: Webhook, needs: 'keys.manage' },
  { to: '/settings/conflicts', key: 'nav.conflicts', icon: GitCompareArrows, needs: 'conflicts.read' },
  { to: '/settings/mirrors', key: 'nav.mirrors', icon: Replace, needs: 'sources.read' },
  { to: '/settings/retention', key: 'nav.retention', icon: Hourglass, needs: 'retention.read' },
  { to: '/settings/audit', key: 'nav.audit', icon: ScrollText, needs: 'audit.read' },
] as const
export const accountPage = { to: '/settings/account', key: 'nav.account', icon: UserRound } as const

/** What somebody with these permissions is shown of `all`. */
const shownOf = <T extends { needs: Permission }>(all: readonly T[], may: ReadonlySet<Permission>) =>
  all.filter(({ needs }) => may.has(needs))

/** The rooms that are there for the person who is signed in. */
export const useRooms = () => shownOf(rooms, usePermissions())

/** The pages of the firm's settings that are there for somebody with these permissions. */
export const firmPagesFor = (may: ReadonlySet<Permission>) => shownOf(firmPages, may)
export type Room = (typeof rooms)[number]['to']

const QUIET_MS = 60_000
const BUSY_MS = 3_000

/** What the rail and the tabs count: conversations by status, open questions, sources that need a person, alerts, and whether an import runs. */
export function useRoomCounts() {
  const may = usePermissions()
  const quiet = useLookEvery(QUIET_MS)
  const busy = useLookEvery(BUSY_MS)
  const counts = useQuery(countsQuery).data
  const questions = useInfiniteQuery({
    ...questionsQuery,
    enabled: may.has('customers.write'),
    refetchInterval: quiet,
  }).data
  const runs = useInfiniteQuery({
    ...runsQuery,
    enabled: may.has('imports.read'),
    refetchInterval: (query) => (someMoving(query.state.data) ? busy : quiet),
  }).data
  const sources = useQuery({
    ...sourcesQuery,
    enabled: may.has('sources.read'),
    refetchInterval: quiet,
  }).data
  const alerts = useQuery({
    ...alertsQuery,
    enabled: may.has('monitoring.read'),
    refetchInterval: quiet,
  }).data
  const tickets = useQuery({
    ...ticketCountsQuery,
    enabled: may.has('tickets.read'),
    refetchInterval: LOOK_AT_CLOCKS_MS,
  }).data
  return {
    counts,
    tickets,
    questions: questions?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0,
    moreQuestions: questions?.pages.at(-1)?.next != null,
    needingSources: sources?.items.filter(needsPerson).length ?? 0,
    importing: someMoving(runs),
    alerts: alerts?.alerts.length ?? 0,
  }
}

/** Whether an archive is brought in; that sources are asked is nothing to look at. */
const someMoving = (runs: { pages: { items: { status: string; channel: string }[] }[] } | undefined) =>
  runs?.pages.some((page) =>
    page.items.some(
      ({ status, channel }) => isMoving(status) && !liveChannelShape.safeParse(channel).success,
    ),
  ) ?? false
