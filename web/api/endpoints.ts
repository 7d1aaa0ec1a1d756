import { z } from 'zod'
import {
  apiKeyShape,
  type Claim,
  type loginLinkBody,
  madeApiKeyShape,
  type makeApiKeyBody,
  meShape,
  setupShape,
  type signInBody,
} from '../../src/contract/access.ts'
import { auditPage, auditVerdictShape } from '../../src/contract/audit.ts'
import { pageOf } from '../../src/contract/common.ts'
import {
  conversationCountsShape,
  conversationDetailShape,
  conversationPage,
  conversationShape,
  messagePage,
  threadChangeShape,
} from '../../src/contract/conversations.ts'
import {
  answeredQuestionShape,
  changedCustomerShape,
  customerDetailShape,
  customerMergeShape,
  customerPage,
  erasedCustomerShape,
  questionPage,
  type renameCustomerBody,
  type setCustomerKindBody,
} from '../../src/contract/customers.ts'
import { type ChangeFirm, firmDetailsShape, firmPage, madeDemoShape } from '../../src/contract/firms.ts'
import { conversationFilesAnswer, messageSourceShape } from '../../src/contract/message-source.ts'
import { alertPage, alertShape, dashboardShape, healthReportShape } from '../../src/contract/monitoring.ts'
import {
  type acceptInvitationBody,
  type beginSecondFactorBody,
  begunSecondFactorShape,
  confirmedSecondFactorShape,
  invitationPage,
  type inviteBody,
  madeInvitationShape,
  memberPage,
  openInvitationShape,
  sessionPage,
  type setPasswordBody,
} from '../../src/contract/people.ts'
import type { Role } from '../../src/contract/permissions.ts'
import { type Retention, retentionShape } from '../../src/contract/retention.ts'
import {
  ledgerFilePage,
  ledgerShape,
  runPage,
  runShape,
  type StartSync,
  setAsidePage,
} from '../../src/contract/runs.ts'
import {
  keptSignInProviderShape,
  type oidcStartBody,
  oidcStartShape,
  type SetSignInProvider,
} from '../../src/contract/sign-in-provider.ts'
import {
  type AddSource,
  type beginGmailBody,
  beginGmailShape,
  incidentPage,
  sourceFoundShape,
  sourcePage,
  sourceShape,
  sourceWebhookShape,
} from '../../src/contract/sources.ts'
import { conversationPotentialShape } from '../../src/contract/tickets.ts'
import { timelinePage } from '../../src/contract/timeline.ts'
import { type FirmRules, ruleTrialShape, understandingRulesShape } from '../../src/contract/understanding.ts'
import { madeWebhookSecretShape, type WebhookSource, webhookPage } from '../../src/contract/webhooks.ts'
import { ask, type Query, save } from './client.ts'

/** Every address of the API that the screens use, in one place. */

const anything = z.unknown()
type Signal = { signal?: AbortSignal }

export const getMe = ({ signal }: Signal) => ask(meShape, 'GET', 'me', { signal })
export const getSetup = ({ signal }: Signal) => ask(setupShape, 'GET', 'setup', { signal })
export const claim = (body: Claim) => ask(anything, 'POST', 'setup/claim', { body })
export const signIn = (body: z.input<typeof signInBody>) => ask(anything, 'POST', 'sign-in', { body })
export const signOut = () => ask(anything, 'POST', 'sign-out', { body: {} })
export const beginProviderSignIn = (body: z.input<typeof oidcStartBody>) =>
  ask(oidcStartShape, 'POST', 'oidc/start', { body })
export const openLoginLink = (body: z.input<typeof loginLinkBody>) =>
  ask(anything, 'POST', 'login-link', { body })
export const mailSignInLink = (email: string) => ask(anything, 'POST', 'lost-password', { body: { email } })
export const mailEmailProof = () => ask(anything, 'POST', 'me/email-proof', { body: {} })
export const proveEmail = (token: string) => ask(anything, 'POST', 'email-proof', { body: { token } })
export const makeSampleFirm = () => ask(madeDemoShape, 'POST', 'demo', { body: {}, timeoutMs: 120_000 })
export const listFirms = ({ signal }: Signal) => ask(firmPage, 'GET', 'firms', { signal })
export const getFirm = ({ signal }: Signal) => ask(firmDetailsShape, 'GET', 'firm', { signal })
export const changeFirm = (body: ChangeFirm) => ask(firmDetailsShape, 'PATCH', 'firm', { body })
export const switchFirm = (id: string) => ask(anything, 'POST', `firms/${id}/switch`, { body: {} })

export const listConversations = (query: Query, { signal }: Signal) =>
  ask(conversationPage, 'GET', 'conversations', { query, signal })
export const countConversations = ({ signal }: Signal) =>
  ask(conversationCountsShape, 'GET', 'conversations/counts', { signal })
export const getConversation = (id: string, { signal }: Signal) =>
  ask(conversationDetailShape, 'GET', `conversations/${id}`, { signal })
export const listMessages = (id: string, query: Query, { signal }: Signal) =>
  ask(messagePage, 'GET', `conversations/${id}/messages`, { query, signal })
export const listFiles = (id: string, { signal }: Signal) =>
  ask(conversationFilesAnswer, 'GET', `conversations/${id}/files`, { signal })
export const readMessageSource = (id: string, { signal }: Signal) =>
  ask(messageSourceShape, 'GET', `messages/${id}/source`, { signal })
export const archiveConversation = (id: string) =>
  ask(conversationShape, 'POST', `conversations/${id}/archive`, { body: {} })
export const vouchForSender = (id: string) =>
  ask(conversationShape, 'POST', `conversations/${id}/vouch`, { body: {} })
export const unarchiveConversation = (id: string) =>
  ask(conversationShape, 'POST', `conversations/${id}/unarchive`, { body: {} })
export const mergeConversations = (id: string, otherConversationId: string) =>
  ask(threadChangeShape, 'POST', `conversations/${id}/merge`, { body: { otherConversationId } })
export const splitConversation = (id: string, messageId: string) =>
  ask(threadChangeShape, 'POST', `conversations/${id}/split`, { body: { messageId } })
export const undoThreadChange = (changeId: string) =>
  ask(anything, 'POST', `thread-changes/${changeId}/undo`, { body: {} })
export const analyseConversation = (id: string, { signal }: Signal) =>
  ask(conversationPotentialShape, 'POST', `sync/conversations/${id}/analyze`, { body: {}, signal })

export const getRules = ({ signal }: Signal) =>
  ask(understandingRulesShape, 'GET', 'understanding/rules', { signal })
export const setRules = (body: FirmRules) =>
  ask(understandingRulesShape, 'PUT', 'understanding/rules', { body, timeoutMs: 60_000 })
export const tryRules = (body: FirmRules, { signal }: Signal) =>
  ask(ruleTrialShape, 'POST', 'understanding/rules/try', { body, signal, timeoutMs: 60_000 })

export const listCustomers = (query: Query, { signal }: Signal) =>
  ask(customerPage, 'GET', 'customers', { query, signal })
export const getCustomer = (id: string, { signal }: Signal) =>
  ask(customerDetailShape, 'GET', `customers/${id}`, { signal })
export const readTimeline = (id: string, query: Query, { signal }: Signal) =>
  ask(timelinePage, 'GET', `customers/${id}/timeline`, { query, signal })
export const renameCustomer = (id: string, body: z.input<typeof renameCustomerBody>) =>
  ask(changedCustomerShape, 'PATCH', `customers/${id}`, { body })
export const setCustomerKind = (id: string, body: z.input<typeof setCustomerKindBody>) =>
  ask(changedCustomerShape, 'PUT', `customers/${id}/kind`, { body })
export const mergeCustomers = (id: string, absorbedId: string) =>
  ask(customerMergeShape, 'POST', `customers/${id}/merge`, { body: { absorbedId } })
export const undoCustomerMerge = (mergeId: string) =>
  ask(anything, 'POST', `customer-merges/${mergeId}/undo`, { body: {} })
export const listQuestions = (query: Query, { signal }: Signal) =>
  ask(questionPage, 'GET', 'questions', { query, signal })
export const answerQuestion = (id: string, answer: 'same' | 'different') =>
  ask(answeredQuestionShape, 'POST', `questions/${id}/answer`, { body: { answer } })
export const undoCustomerMove = (moveId: string) =>
  ask(anything, 'POST', `customer-moves/${moveId}/undo`, { body: {} })

export const uploadPath = '/api/uploads'
export const startSync = (body: StartSync) => ask(runShape, 'POST', 'sync/start', { body })
export const listRuns = (query: Query, { signal }: Signal) => ask(runPage, 'GET', 'sync', { query, signal })
export const getRun = (id: string, { signal }: Signal) =>
  ask(runShape, 'GET', `sync/${id}/progress`, { signal })
export const cancelRun = (id: string) => ask(runShape, 'POST', `sync/${id}/cancel`, { body: {} })
export const resumeRun = (id: string) => ask(runShape, 'POST', `sync/${id}/resume`, { body: {} })
export const getLedger = (id: string, { signal }: Signal) =>
  ask(ledgerShape, 'GET', `sync/${id}/ledger`, { signal })
export const listLedgerFiles = (id: string, query: Query, { signal }: Signal) =>
  ask(ledgerFilePage, 'GET', `sync/${id}/files`, { query, signal })
export const listSetAside = (id: string, query: Query, { signal }: Signal) =>
  ask(setAsidePage, 'GET', `sync/${id}/set-aside`, { query, signal })
export const setAsideBodyPath = (id: string, itemId: string) => `sync/${id}/set-aside/${itemId}/body`

/** A mail server may take its time to answer. */
const CHECK_TIMEOUT_MS = 65_000
export const listSources = ({ signal }: Signal) => ask(sourcePage, 'GET', 'sources', { signal })
export const checkSource = (body: AddSource) =>
  ask(sourceFoundShape, 'POST', 'sources/check', { body, timeoutMs: CHECK_TIMEOUT_MS })
export const addSource = (body: AddSource) => ask(sourceShape, 'POST', 'sources', { body })
export const beginGmail = (body: z.input<typeof beginGmailBody>) =>
  ask(beginGmailShape, 'POST', 'sources/gmail', { body })
export const endGmail = (search: string) =>
  ask(sourceShape, 'POST', 'sources/gmail/consent', { body: { search }, timeoutMs: CHECK_TIMEOUT_MS })
export const askSource = (id: string) => ask(runShape, 'POST', `sources/${id}/sync`, { body: {} })
export const pauseSource = (id: string) => ask(sourceShape, 'POST', `sources/${id}/pause`, { body: {} })
export const resumeSource = (id: string) => ask(sourceShape, 'POST', `sources/${id}/resume`, { body: {} })
export const setSourceCredentials = (id: string, secret: string) =>
  ask(sourceShape, 'PUT', `sources/${id}/credentials`, { body: { secret } })
export const makeSourceWebhook = (id: string) =>
  ask(sourceWebhookShape, 'POST', `sources/${id}/webhook`, { body: {} })
export const removeSource = (id: string) => ask(anything, 'DELETE', `sources/${id}`)
export const listIncidents = (query: Query, { signal }: Signal) =>
  ask(incidentPage, 'GET', 'incidents', { query, signal })

export const openInvitation = (token: string, { signal }: Signal) =>
  ask(openInvitationShape, 'POST', 'invitations/open', { body: { token }, signal })
export const acceptInvitation = (body: z.input<typeof acceptInvitationBody>) =>
  ask(anything, 'POST', 'invitations/accept', { body })

export const listSessions = ({ signal }: Signal) => ask(sessionPage, 'GET', 'me/sessions', { signal })
export const endSession = (id: string) => ask(anything, 'DELETE', `me/sessions/${id}`)
export const endOtherSessions = () => ask(anything, 'DELETE', 'me/sessions')
export const setPassword = (body: z.input<typeof setPasswordBody>) =>
  ask(anything, 'PUT', 'me/password', { body })
export const beginSecondFactor = (body: z.input<typeof beginSecondFactorBody>) =>
  ask(begunSecondFactorShape, 'POST', 'me/second-factor', { body })
export const confirmSecondFactor = (code: string) =>
  ask(confirmedSecondFactorShape, 'POST', 'me/second-factor/confirm', { body: { code } })
export const endSecondFactor = (password: string) =>
  ask(anything, 'DELETE', 'me/second-factor', { body: { password } })

export const listPeople = ({ signal }: Signal) => ask(memberPage, 'GET', 'people', { signal })
export const setRole = (personId: string, role: Role) =>
  ask(anything, 'PUT', `people/${personId}/role`, { body: { role } })
export const removePerson = (personId: string) => ask(anything, 'DELETE', `people/${personId}`)
export const removeSecondFactor = (personId: string) =>
  ask(anything, 'DELETE', `people/${personId}/second-factor`)
export const listInvitations = ({ signal }: Signal) => ask(invitationPage, 'GET', 'invitations', { signal })
export const invite = (body: z.input<typeof inviteBody>) =>
  ask(madeInvitationShape, 'POST', 'invitations', { body })
export const withdrawInvitation = (id: string) => ask(anything, 'DELETE', `invitations/${id}`)

const keyPage = pageOf(apiKeyShape)
export const listKeys = ({ signal }: Signal) => ask(keyPage, 'GET', 'keys', { signal })
export const makeKey = (body: z.input<typeof makeApiKeyBody>) =>
  ask(madeApiKeyShape, 'POST', 'keys', { body })
export const revokeKey = (id: string) => ask(anything, 'DELETE', `keys/${id}`)

export const listWebhooks = ({ signal }: Signal) => ask(webhookPage, 'GET', 'webhook-secrets', { signal })
export const setWebhookSecret = (source: WebhookSource, endPrevious: boolean) =>
  ask(madeWebhookSecretShape, 'PUT', `webhook-secrets/${source}`, { body: { endPrevious } })
export const removeWebhookSecret = (source: WebhookSource) =>
  ask(anything, 'DELETE', `webhook-secrets/${source}`)

export const listAudit = (query: Query, { signal }: Signal) =>
  ask(auditPage, 'GET', 'audit', { query, signal })
export const verifyAudit = () =>
  ask(auditVerdictShape, 'POST', 'audit/verify', { body: {}, timeoutMs: 120_000 })

export const exportCustomer = (id: string) => save('POST', `customers/${id}/export`, `person-${id}.zip`)
export const eraseCustomer = (id: string, reason: string) =>
  ask(erasedCustomerShape, 'POST', `customers/${id}/erase`, {
    body: reason === '' ? {} : { reason },
    timeoutMs: 600_000,
  })

export const getHealth = ({ signal }: Signal) =>
  ask(healthReportShape, 'GET', 'monitoring/health', { signal })
export const getDashboard = (query: Query, { signal }: Signal) =>
  ask(dashboardShape, 'GET', 'monitoring/dashboard', { query, signal })
export const listAlerts = (query: Query, { signal }: Signal) =>
  ask(alertPage, 'GET', 'monitoring/alerts', { query, signal })
export const resolveAlert = (id: string, note: string) =>
  ask(alertShape, 'POST', `monitoring/alerts/${id}/resolve`, { body: note === '' ? {} : { note } })

export const getRetention = ({ signal }: Signal) => ask(retentionShape, 'GET', 'retention', { signal })
export const setRetention = (body: Retention) => ask(retentionShape, 'PUT', 'retention', { body })

export const getSignInProvider = ({ signal }: Signal) =>
  ask(keptSignInProviderShape, 'GET', 'sign-in-provider', { signal })
export const setSignInProvider = (body: SetSignInProvider) =>
  ask(keptSignInProviderShape, 'PUT', 'sign-in-provider', { body })
export const removeSignInProvider = () => ask(anything, 'DELETE', 'sign-in-provider')
