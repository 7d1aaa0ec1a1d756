import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { conversationStatuses } from '../src/contract/conversations.ts'
import type { Permission } from '../src/contract/permissions.ts'
import { hitKindShape } from '../src/contract/search.ts'
import { liveChannelShape } from '../src/contract/sources.ts'
import { timelineKinds } from '../src/contract/timeline.ts'
import { urgencyShape } from '../src/contract/understanding.ts'
import { forgetOthers } from './account/left-here.ts'
import { ApiError } from './api/client.ts'
import { endGmail, openLoginLink, proveEmail } from './api/endpoints.ts'
import { inboxChannels, meQuery, setupQuery } from './api/queries.ts'
import { isSince } from './api/since.ts'
import { NotFound } from './frame/not-found.tsx'
import { Pending } from './frame/pending.tsx'
import { roomOf } from './frame/room-code.ts'
import { RoomProblem } from './frame/room-problem.tsx'
import { accountPage, firmPagesFor } from './frame/rooms.ts'
import { Shell } from './frame/shell.tsx'
import { noteWaysBack } from './frame/way-back.ts'
import { heldInvitationToken, holdInvitationToken } from './join/invitation-token.ts'
import { sentByGoogle } from './sources/consent-search.ts'
import { heldClaimToken } from './welcome/claim-token.ts'

type Context = { queryClient: QueryClient }

const rootRoute = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound })

/** Everything behind the door: who is not signed in is led to the welcome or to the sign-in page, and back after. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: Shell,
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      forgetOthers(await queryClient.ensureQueryData(meQuery))
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      const { claimed } = await queryClient.fetchQuery(setupQuery)
      throw claimed
        ? redirect({ to: '/sign-in', search: { back: location.href }, replace: true })
        : redirect({ to: '/welcome', replace: true })
    }
  },
})

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/today', replace: true })
  },
})

const todayRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/today',
  staticData: { needs: 'conversations.read' },
  component: roomOf(() => import('./today/today-screen.tsx'), 'TodayScreen'),
})

const inboxSearch = z.object({
  status: z.enum(conversationStatuses).optional().catch(undefined),
  text: z.coerce.string().trim().max(200).optional().catch(undefined),
  customer: z.uuid().optional().catch(undefined),
  since: z.string().refine(isSince).optional().catch(undefined),
  spam: z.boolean().optional().catch(undefined),
  urgency: urgencyShape.optional().catch(undefined),
  danger: z.boolean().optional().catch(undefined),
  settled: z.boolean().optional().catch(undefined),
  service: z.string().max(100).optional().catch(undefined),
  district: z.string().max(60).optional().catch(undefined),
  channel: z.enum(inboxChannels).optional().catch(undefined),
})

const inboxRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/inbox',
  validateSearch: (search) => inboxSearch.parse(search),
  component: roomOf(() => import('./inbox/inbox-screen.tsx'), 'InboxScreen'),
})
const inboxIndexRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '/',
  component: roomOf(() => import('./inbox/inbox-screen.tsx'), 'NothingOpen'),
})
const conversationRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '$conversationId',
  component: roomOf(() => import('./inbox/inbox-screen.tsx'), 'OpenConversation'),
})

const customersSearch = z.object({
  text: z.coerce.string().trim().max(200).optional().catch(undefined),
  only: z.enum(timelineKinds).optional().catch(undefined),
})
const customersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/customers',
  validateSearch: (search) => customersSearch.parse(search),
  component: roomOf(() => import('./customers/customers-screen.tsx'), 'CustomersScreen'),
})
const customersIndexRoute = createRoute({
  getParentRoute: () => customersRoute,
  path: '/',
  component: roomOf(() => import('./customers/customers-screen.tsx'), 'NobodyOpen'),
})
const customerRoute = createRoute({
  getParentRoute: () => customersRoute,
  path: '$customerId',
  component: roomOf(() => import('./customers/customers-screen.tsx'), 'OpenCustomer'),
})

const searchSearch = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  kind: hitKindShape.optional().catch(undefined),
})
const searchRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/search',
  staticData: { needs: 'conversations.read' },
  validateSearch: (search) => searchSearch.parse(search),
  component: roomOf(() => import('./search/search-screen.tsx'), 'SearchScreen'),
})
const likeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/search/like/$messageId',
  staticData: { needs: 'conversations.read' },
  component: roomOf(() => import('./search/like-screen.tsx'), 'LikeScreen'),
})

const ticketsSearch = z.object({
  view: z.literal('list').optional().catch(undefined),
  show: z.literal('done').optional().catch(undefined),
  sort: z.literal('newest').optional().catch(undefined),
  priority: urgencyShape.optional().catch(undefined),
  category: z.string().max(100).optional().catch(undefined),
  mine: z.boolean().optional().catch(undefined),
})
const ticketsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/tickets',
  staticData: { needs: 'tickets.read' },
  validateSearch: (search) => ticketsSearch.parse(search),
})
const ticketsIndexRoute = createRoute({
  getParentRoute: () => ticketsRoute,
  path: '/',
  component: roomOf(() => import('./tickets/tickets-screen.tsx'), 'TicketsScreen'),
})
const ticketRoute = createRoute({
  getParentRoute: () => ticketsRoute,
  path: '$ticketId',
  component: roomOf(() => import('./tickets/ticket-page.tsx'), 'TicketPage'),
})

const questionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/questions',
  component: roomOf(() => import('./questions/questions-screen.tsx'), 'QuestionsScreen'),
})

const importRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/import',
  staticData: { needs: 'imports.read' },
  component: roomOf(() => import('./import/import-screen.tsx'), 'ImportScreen'),
})
const runRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/import/$syncId',
  staticData: { needs: 'imports.read' },
  component: roomOf(() => import('./import/run-screen.tsx'), 'RunScreen'),
})

const sourcesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sources',
  staticData: { needs: 'sources.read' },
  component: roomOf(() => import('./sources/sources-screen.tsx'), 'SourcesScreen'),
})
const addSourceSearch = z.object({ channel: liveChannelShape.optional().catch(undefined) })
const addSourceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sources/add',
  staticData: { needs: 'sources.manage' },
  validateSearch: (search) => addSourceSearch.parse(search),
  component: roomOf(() => import('./sources/add-source-screen.tsx'), 'AddSourceScreen'),
})
const consentRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sources/consent',
  staticData: { needs: 'sources.manage' },
  loader: () =>
    endGmail(sentByGoogle()).then(
      ({ label }) => ({ label, problem: null }),
      (problem: unknown) => ({ label: null, problem }),
    ),
  component: roomOf(() => import('./sources/consent-screen.tsx'), 'ConsentScreen'),
})

const healthRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/health',
  staticData: { needs: 'monitoring.read' },
  component: roomOf(() => import('./health/health-screen.tsx'), 'HealthScreen'),
})

const insightsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/insights',
  validateSearch: (search) =>
    z.object({ tab: z.enum(['lost', 'figures', 'replies']).optional().catch(undefined) }).parse(search),
  staticData: { needs: 'insights.read' },
  component: roomOf(() => import('./insights/insights-screen.tsx'), 'InsightsScreen'),
})

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  component: roomOf(() => import('./settings/settings-screen.tsx'), 'SettingsScreen'),
})
/** The first page of the firm's settings that one may see, else one's own. */
const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: async ({ context: { queryClient } }) => {
    const { permissions } = await queryClient.ensureQueryData(meQuery)
    const [first = accountPage] = firmPagesFor(new Set(permissions))
    throw redirect({ to: first.to, replace: true })
  },
})
const accountRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'account',
  component: roomOf(() => import('./account/account-screen.tsx'), 'AccountScreen'),
})
const firmRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'firm',
  staticData: { needs: 'rules.read' },
  component: roomOf(() => import('./firm/firm-screen.tsx'), 'FirmScreen'),
})
const peopleRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'people',
  staticData: { needs: 'people.read' },
  component: roomOf(() => import('./people/people-screen.tsx'), 'PeopleScreen'),
})
const rulesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'rules',
  staticData: { needs: 'rules.read' },
  component: roomOf(() => import('./rules/rules-screen.tsx'), 'RulesScreen'),
})
const providerRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'sign-in',
  staticData: { needs: 'sign_in.manage' },
  component: roomOf(() => import('./provider/provider-screen.tsx'), 'ProviderScreen'),
})
const keysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'keys',
  staticData: { needs: 'keys.manage' },
  component: roomOf(() => import('./keys/keys-screen.tsx'), 'KeysScreen'),
})
const webhooksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'webhooks',
  staticData: { needs: 'keys.manage' },
  component: roomOf(() => import('./webhooks/webhooks-screen.tsx'), 'WebhooksScreen'),
})
const conflictsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'conflicts',
  staticData: { needs: 'conflicts.read' },
  component: roomOf(() => import('./conflicts/conflicts-screen.tsx'), 'ConflictsScreen'),
})
const mirrorsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'mirrors',
  staticData: { needs: 'sources.read' },
  component: roomOf(() => import('./mirrors/mirrors-screen.tsx'), 'MirrorsScreen'),
})
const retentionRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'retention',
  staticData: { needs: 'retention.read' },
  component: roomOf(() => import('./retention/retention-screen.tsx'), 'RetentionScreen'),
})
const templatesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'templates',
  staticData: { needs: 'replies.send' },
  component: roomOf(() => import('./templates/templates-screen.tsx'), 'TemplatesScreen'),
})
const hoursRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'hours',
  staticData: { needs: 'rules.read' },
  component: roomOf(() => import('./hours/hours-screen.tsx'), 'HoursScreen'),
})
const auditSearch = z.object({
  action: z.string().max(60).optional().catch(undefined),
  actor: z.string().max(100).optional().catch(undefined),
})
const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'audit',
  staticData: { needs: 'audit.read' },
  validateSearch: (search) => auditSearch.parse(search),
  component: roomOf(() => import('./audit/audit-screen.tsx'), 'AuditScreen'),
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search) =>
    z
      .object({
        // Only a path of our own: an address elsewhere must not be reachable through the sign-in page.
        back: z
          .string()
          .regex(/^\/(?![/\\])/)
          .optional()
          .catch(undefined),
        over: z.boolean().optional().catch(undefined),
        // What the sign-in by the firm's provider was refused with.
        refused: z.string().max(60).optional().catch(undefined),
      })
      .parse(search),
  component: roomOf(() => import('./sign-in/sign-in-screen.tsx'), 'SignInScreen'),
})

/** What a one-time link was refused with, to be told on its page; null when it did its work. */
const problemOf = (use: Promise<unknown>): Promise<unknown> =>
  use.then(
    () => null,
    (error: unknown) => error,
  )

const loginLinkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  loader: async ({ context: { queryClient } }) => {
    const token = location.hash.slice(1)
    if (token === '') throw redirect({ to: '/sign-in', replace: true })
    const problem = await problemOf(openLoginLink({ token }))
    if (problem !== null) return { problem }
    queryClient.clear()
    throw redirect({ to: '/', replace: true })
  },
  component: roomOf(() => import('./sign-in/login-link-problem.tsx'), 'LoginLinkProblem'),
})

const emailProofRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/email-proof',
  loader: async ({ context: { queryClient } }) => {
    const problem = await problemOf(proveEmail(location.hash.slice(1)))
    await queryClient.resetQueries({ queryKey: meQuery.queryKey })
    return { problem }
  },
  component: roomOf(() => import('./sign-in/email-proof-screen.tsx'), 'EmailProofScreen'),
})

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  beforeLoad: () => {
    const token = location.hash.slice(1)
    if (token === '') return
    // Out of the address, so that it is in no history.
    holdInvitationToken(token)
    throw redirect({ to: '/join', replace: true })
  },
  loader: () => ({ token: heldInvitationToken() }),
  component: roomOf(() => import('./join/join-screen.tsx'), 'JoinScreen'),
})

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: roomOf(() => import('./welcome/welcome-screen.tsx'), 'WelcomeScreen'),
})
const claimRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/claim',
  beforeLoad: () => {
    throw redirect({ to: heldClaimToken() === null ? '/' : '/welcome', replace: true })
  },
})

/** Any other address. */
const nowhereRoute = createRoute({ getParentRoute: () => appRoute, path: '$', component: NotFound })

const tree = rootRoute.addChildren([
  appRoute.addChildren([
    homeRoute,
    todayRoute,
    inboxRoute.addChildren([inboxIndexRoute, conversationRoute]),
    customersRoute.addChildren([customersIndexRoute, customerRoute]),
    ticketsRoute.addChildren([ticketsIndexRoute, ticketRoute]),
    questionsRoute,
    searchRoute,
    likeRoute,
    sourcesRoute,
    healthRoute,
    insightsRoute,
    addSourceRoute,
    consentRoute,
    importRoute,
    runRoute,
    settingsRoute.addChildren([
      settingsIndexRoute,
      accountRoute,
      firmRoute,
      peopleRoute,
      rulesRoute,
      templatesRoute,
      hoursRoute,
      providerRoute,
      keysRoute,
      webhooksRoute,
      conflictsRoute,
      mirrorsRoute,
      retentionRoute,
      auditRoute,
    ]),
    nowhereRoute,
  ]),
  signInRoute,
  loginLinkRoute,
  emailProofRoute,
  joinRoute,
  welcomeRoute,
  claimRoute,
])

/** Makes the router; every room is code of its own, fetched when first entered or pointed at. */
export function makeRouter(queryClient: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultErrorComponent: RoomProblem,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: Pending,
    defaultPendingMs: 200,
  })
  noteWaysBack(router)
  return router
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
  interface StaticDataRouteOption {
    /** What one must be allowed to do to see the page. */
    needs?: Permission
  }
}
