import type { Endpoint } from './endpoint.ts'
import { analyticsCatchUp } from './endpoints/analytics-catch-up.ts'
import { analyticsConversations } from './endpoints/analytics-conversations.ts'
import { analyticsGet } from './endpoints/analytics-get.ts'
import { auditList } from './endpoints/audit-list.ts'
import { auditReport } from './endpoints/audit-report.ts'
import { auditVerify } from './endpoints/audit-verify.ts'
import { backupsMake } from './endpoints/backups-make.ts'
import { checkpointsCompare } from './endpoints/checkpoints-compare.ts'
import { checkpointsList } from './endpoints/checkpoints-list.ts'
import { checkpointsMake } from './endpoints/checkpoints-make.ts'
import { checkpointsRemove } from './endpoints/checkpoints-remove.ts'
import { checksCancel } from './endpoints/checks-cancel.ts'
import { checksFindings } from './endpoints/checks-findings.ts'
import { checksList } from './endpoints/checks-list.ts'
import { checksProgress } from './endpoints/checks-progress.ts'
import { conflictsCounts } from './endpoints/conflicts-counts.ts'
import { conflictsList } from './endpoints/conflicts-list.ts'
import { conflictsRulesGet } from './endpoints/conflicts-rules-get.ts'
import { conflictsRulesSet } from './endpoints/conflicts-rules-set.ts'
import { conflictsSettle } from './endpoints/conflicts-settle.ts'
import { conflictsUndo } from './endpoints/conflicts-undo.ts'
import { contactPointsAdd } from './endpoints/contact-points-add.ts'
import { contactPointsCorrect } from './endpoints/contact-points-correct.ts'
import { contactPointsReassign } from './endpoints/contact-points-reassign.ts'
import { contactPointsRemove } from './endpoints/contact-points-remove.ts'
import { conversationsAnalysis } from './endpoints/conversations-analysis.ts'
import { conversationsArchive } from './endpoints/conversations-archive.ts'
import { conversationsCounts } from './endpoints/conversations-counts.ts'
import { conversationsDismissTicket } from './endpoints/conversations-dismiss-ticket.ts'
import { conversationsFiles } from './endpoints/conversations-files.ts'
import { conversationsGet } from './endpoints/conversations-get.ts'
import { conversationsList } from './endpoints/conversations-list.ts'
import { conversationsMerge } from './endpoints/conversations-merge.ts'
import { conversationsMessages } from './endpoints/conversations-messages.ts'
import { conversationsModelCosts } from './endpoints/conversations-model-costs.ts'
import { conversationsReplies } from './endpoints/conversations-replies.ts'
import { conversationsReply } from './endpoints/conversations-reply.ts'
import { conversationsReplyWay } from './endpoints/conversations-reply-way.ts'
import { conversationsSplit } from './endpoints/conversations-split.ts'
import { conversationsSuggest } from './endpoints/conversations-suggest.ts'
import { conversationsSuggestion } from './endpoints/conversations-suggestion.ts'
import { conversationsUnarchive } from './endpoints/conversations-unarchive.ts'
import { conversationsVouch } from './endpoints/conversations-vouch.ts'
import { customerMergesUndo } from './endpoints/customer-merges-undo.ts'
import { customerMovesUndo } from './endpoints/customer-moves-undo.ts'
import { customersAdd } from './endpoints/customers-add.ts'
import { customersErase } from './endpoints/customers-erase.ts'
import { customersExport } from './endpoints/customers-export.ts'
import { customersGet } from './endpoints/customers-get.ts'
import { customersList } from './endpoints/customers-list.ts'
import { customersMerge } from './endpoints/customers-merge.ts'
import { customersRename } from './endpoints/customers-rename.ts'
import { customersSetKind } from './endpoints/customers-set-kind.ts'
import { customersTimeline } from './endpoints/customers-timeline.ts'
import { dataConsistencyReport } from './endpoints/data-consistency-report.ts'
import { demoMake } from './endpoints/demo-make.ts'
import { demoState } from './endpoints/demo-state.ts'
import { emailProofMail } from './endpoints/email-proof-mail.ts'
import { emailProve } from './endpoints/email-prove.ts'
import { exportMake } from './endpoints/export-make.ts'
import { firmChange } from './endpoints/firm-change.ts'
import { firmGet } from './endpoints/firm-get.ts'
import { firmsList } from './endpoints/firms-list.ts'
import { firmsMake } from './endpoints/firms-make.ts'
import { firmsSwitch } from './endpoints/firms-switch.ts'
import { health } from './endpoints/health.ts'
import { healthLive } from './endpoints/health-live.ts'
import { healthReady } from './endpoints/health-ready.ts'
import { hookDeliveriesGet } from './endpoints/hook-deliveries-get.ts'
import { hookDeliveriesReplay } from './endpoints/hook-deliveries-replay.ts'
import { hooksAdd } from './endpoints/hooks-add.ts'
import { hooksChange } from './endpoints/hooks-change.ts'
import { hooksDeliveries } from './endpoints/hooks-deliveries.ts'
import { hooksList } from './endpoints/hooks-list.ts'
import { hooksRemove } from './endpoints/hooks-remove.ts'
import { hooksReplay } from './endpoints/hooks-replay.ts'
import { hooksSecret } from './endpoints/hooks-secret.ts'
import { hooksTest } from './endpoints/hooks-test.ts'
import { incidentsList } from './endpoints/incidents-list.ts'
import { invitationsAccept } from './endpoints/invitations-accept.ts'
import { invitationsList } from './endpoints/invitations-list.ts'
import { invitationsMake } from './endpoints/invitations-make.ts'
import { invitationsOpen } from './endpoints/invitations-open.ts'
import { invitationsWithdraw } from './endpoints/invitations-withdraw.ts'
import { jwks } from './endpoints/jwks.ts'
import { keysList } from './endpoints/keys-list.ts'
import { keysMake } from './endpoints/keys-make.ts'
import { keysRevoke } from './endpoints/keys-revoke.ts'
import { live } from './endpoints/live.ts'
import { lostPassword } from './endpoints/lost-password.ts'
import { lostWorkDismiss } from './endpoints/lost-work-dismiss.ts'
import { lostWorkList } from './endpoints/lost-work-list.ts'
import { lostWorkUndo } from './endpoints/lost-work-undo.ts'
import { me } from './endpoints/me.ts'
import { mediaGet } from './endpoints/media-get.ts'
import { messagesOriginal } from './endpoints/messages-original.ts'
import { messagesPage } from './endpoints/messages-page.ts'
import { messagesSimilar } from './endpoints/messages-similar.ts'
import { messagesSource } from './endpoints/messages-source.ts'
import { mirrorsAdd } from './endpoints/mirrors-add.ts'
import { mirrorsChange } from './endpoints/mirrors-change.ts'
import { mirrorsCheck } from './endpoints/mirrors-check.ts'
import { mirrorsLayout } from './endpoints/mirrors-layout.ts'
import { mirrorsList } from './endpoints/mirrors-list.ts'
import { mirrorsLook } from './endpoints/mirrors-look.ts'
import { mirrorsRemove } from './endpoints/mirrors-remove.ts'
import { mirrorsSync } from './endpoints/mirrors-sync.ts'
import { mirrorsWords } from './endpoints/mirrors-words.ts'
import { modelsBudgets } from './endpoints/models-budgets.ts'
import { modelsBudgetsSet } from './endpoints/models-budgets-set.ts'
import { modelsCosts } from './endpoints/models-costs.ts'
import { modelsPrices } from './endpoints/models-prices.ts'
import { monitoringAlerts } from './endpoints/monitoring-alerts.ts'
import { monitoringAlertsResolve } from './endpoints/monitoring-alerts-resolve.ts'
import { monitoringDashboard } from './endpoints/monitoring-dashboard.ts'
import { monitoringHealth } from './endpoints/monitoring-health.ts'
import { monitoringMetricsList } from './endpoints/monitoring-metrics-list.ts'
import { monitoringMetricsRecord } from './endpoints/monitoring-metrics-record.ts'
import { noticesChoices } from './endpoints/notices-choices.ts'
import { noticesChoicesSet } from './endpoints/notices-choices-set.ts'
import { noticesCount } from './endpoints/notices-count.ts'
import { noticesList } from './endpoints/notices-list.ts'
import { noticesRead } from './endpoints/notices-read.ts'
import { noticesReadAll } from './endpoints/notices-read-all.ts'
import { oidcCallback } from './endpoints/oidc-callback.ts'
import { oidcStart } from './endpoints/oidc-start.ts'
import { passwordSet } from './endpoints/password-set.ts'
import { peopleList } from './endpoints/people-list.ts'
import { peopleRemove } from './endpoints/people-remove.ts'
import { peopleRemoveSecondFactor } from './endpoints/people-remove-second-factor.ts'
import { peopleSetRole } from './endpoints/people-set-role.ts'
import { propertiesAdd } from './endpoints/properties-add.ts'
import { propertiesCorrect } from './endpoints/properties-correct.ts'
import { propertiesRemove } from './endpoints/properties-remove.ts'
import { questionsAnswer } from './endpoints/questions-answer.ts'
import { questionsList } from './endpoints/questions-list.ts'
import { repairsApply } from './endpoints/repairs-apply.ts'
import { repairsPlan } from './endpoints/repairs-plan.ts'
import { repliesFigures } from './endpoints/replies-figures.ts'
import { repliesRetry } from './endpoints/replies-retry.ts'
import { repliesSettle } from './endpoints/replies-settle.ts'
import { repliesWithdraw } from './endpoints/replies-withdraw.ts'
import { replyTemplatesAdd } from './endpoints/reply-templates-add.ts'
import { replyTemplatesChange } from './endpoints/reply-templates-change.ts'
import { replyTemplatesList } from './endpoints/reply-templates-list.ts'
import { replyTemplatesRemove } from './endpoints/reply-templates-remove.ts'
import { restoreMake } from './endpoints/restore-make.ts'
import { retentionGet } from './endpoints/retention-get.ts'
import { retentionSet } from './endpoints/retention-set.ts'
import { search } from './endpoints/search.ts'
import { secondFactorBegin } from './endpoints/second-factor-begin.ts'
import { secondFactorConfirm } from './endpoints/second-factor-confirm.ts'
import { secondFactorEnd } from './endpoints/second-factor-end.ts'
import { secretsRotate } from './endpoints/secrets-rotate.ts'
import { sessionsEnd } from './endpoints/sessions-end.ts'
import { sessionsEndOthers } from './endpoints/sessions-end-others.ts'
import { sessionsList } from './endpoints/sessions-list.ts'
import { setupClaim } from './endpoints/setup-claim.ts'
import { setupState } from './endpoints/setup-state.ts'
import { signIn } from './endpoints/sign-in.ts'
import { signInByLink } from './endpoints/sign-in-by-link.ts'
import { signInLinksMake } from './endpoints/sign-in-links-make.ts'
import { signInProviderGet } from './endpoints/sign-in-provider-get.ts'
import { signInProviderRemove } from './endpoints/sign-in-provider-remove.ts'
import { signInProviderSet } from './endpoints/sign-in-provider-set.ts'
import { signOut } from './endpoints/sign-out.ts'
import { sourcesAdd } from './endpoints/sources-add.ts'
import { sourcesAuthServers } from './endpoints/sources-auth-servers.ts'
import { sourcesAuthServersSet } from './endpoints/sources-auth-servers-set.ts'
import { sourcesCheck } from './endpoints/sources-check.ts'
import { sourcesCredentials } from './endpoints/sources-credentials.ts'
import { sourcesGmailBegin } from './endpoints/sources-gmail-begin.ts'
import { sourcesGmailEnd } from './endpoints/sources-gmail-end.ts'
import { sourcesList } from './endpoints/sources-list.ts'
import { sourcesPause } from './endpoints/sources-pause.ts'
import { sourcesRemove } from './endpoints/sources-remove.ts'
import { sourcesResume } from './endpoints/sources-resume.ts'
import { sourcesSync } from './endpoints/sources-sync.ts'
import { sourcesWebhook } from './endpoints/sources-webhook.ts'
import { suggestionsApprove } from './endpoints/suggestions-approve.ts'
import { suggestionsCalibration } from './endpoints/suggestions-calibration.ts'
import { suggestionsList } from './endpoints/suggestions-list.ts'
import { suggestionsReject } from './endpoints/suggestions-reject.ts'
import { suggestionsUndo } from './endpoints/suggestions-undo.ts'
import { syncCancel } from './endpoints/sync-cancel.ts'
import { syncConsistencyCheck } from './endpoints/sync-consistency-check.ts'
import { syncConversationsAnalyze } from './endpoints/sync-conversations-analyze.ts'
import { syncConversationsCreateTicket } from './endpoints/sync-conversations-create-ticket.ts'
import { syncConversationsLinkTicket } from './endpoints/sync-conversations-link-ticket.ts'
import { syncEventsDead } from './endpoints/sync-events-dead.ts'
import { syncEventsReadAgain } from './endpoints/sync-events-read-again.ts'
import { syncEventsRecent } from './endpoints/sync-events-recent.ts'
import { syncEventsReplay } from './endpoints/sync-events-replay.ts'
import { syncFiles } from './endpoints/sync-files.ts'
import { syncLedger } from './endpoints/sync-ledger.ts'
import { syncList } from './endpoints/sync-list.ts'
import { syncProgress } from './endpoints/sync-progress.ts'
import { syncResume } from './endpoints/sync-resume.ts'
import { syncSetAside } from './endpoints/sync-set-aside.ts'
import { syncSetAsideBody } from './endpoints/sync-set-aside-body.ts'
import { syncStart } from './endpoints/sync-start.ts'
import { syncStatus } from './endpoints/sync-status.ts'
import { syncTicketsStatus } from './endpoints/sync-tickets-status.ts'
import { syncUsersSync } from './endpoints/sync-users-sync.ts'
import { threadChangesUndo } from './endpoints/thread-changes-undo.ts'
import { threadRuleGet } from './endpoints/thread-rule-get.ts'
import { threadRulePreview } from './endpoints/thread-rule-preview.ts'
import { threadRuleSet } from './endpoints/thread-rule-set.ts'
import { ticketChangesUndo } from './endpoints/ticket-changes-undo.ts'
import { ticketsChange } from './endpoints/tickets-change.ts'
import { ticketsCounts } from './endpoints/tickets-counts.ts'
import { ticketsGet } from './endpoints/tickets-get.ts'
import { ticketsList } from './endpoints/tickets-list.ts'
import { ticketsMerge } from './endpoints/tickets-merge.ts'
import { ticketsOpen } from './endpoints/tickets-open.ts'
import { ticketsSplit } from './endpoints/tickets-split.ts'
import { ticketsStatus } from './endpoints/tickets-status.ts'
import { ticketsUnlink } from './endpoints/tickets-unlink.ts'
import { todayGet } from './endpoints/today-get.ts'
import { tokensMake } from './endpoints/tokens-make.ts'
import { understandingCatchUp } from './endpoints/understanding-catch-up.ts'
import { understandingRulesGet } from './endpoints/understanding-rules-get.ts'
import { understandingRulesSet } from './endpoints/understanding-rules-set.ts'
import { understandingRulesTry } from './endpoints/understanding-rules-try.ts'
import { uploadsMake } from './endpoints/uploads-make.ts'
import { webhookSecretsList } from './endpoints/webhook-secrets-list.ts'
import { webhookSecretsRemove } from './endpoints/webhook-secrets-remove.ts'
import { webhookSecretsSet } from './endpoints/webhook-secrets-set.ts'
import { webhooksConversationComplete } from './endpoints/webhooks-conversation-complete.ts'
import { webhooksPostmark } from './endpoints/webhooks-postmark.ts'
import { workingHoursGet } from './endpoints/working-hours-get.ts'
import { workingHoursSet } from './endpoints/working-hours-set.ts'

/** Every endpoint there is, in the order of the manual. Adding one is adding its file and a line here. */
export const endpoints: readonly Endpoint[] = [
  health,
  healthLive,
  healthReady,
  me,
  setupState,
  setupClaim,
  signIn,
  signInByLink,
  signInLinksMake,
  lostPassword,
  oidcStart,
  oidcCallback,
  signOut,
  sessionsList,
  sessionsEnd,
  sessionsEndOthers,
  passwordSet,
  emailProofMail,
  emailProve,
  secondFactorBegin,
  secondFactorConfirm,
  secondFactorEnd,
  signInProviderGet,
  signInProviderSet,
  signInProviderRemove,
  peopleList,
  peopleSetRole,
  peopleRemove,
  peopleRemoveSecondFactor,
  invitationsList,
  invitationsMake,
  invitationsWithdraw,
  invitationsOpen,
  invitationsAccept,
  firmGet,
  firmChange,
  firmsList,
  firmsMake,
  firmsSwitch,
  keysList,
  keysMake,
  keysRevoke,
  tokensMake,
  jwks,
  webhookSecretsList,
  webhookSecretsSet,
  webhookSecretsRemove,
  webhooksConversationComplete,
  webhooksPostmark,
  hooksList,
  hooksAdd,
  hooksChange,
  hooksSecret,
  hooksTest,
  hooksDeliveries,
  hooksReplay,
  hooksRemove,
  hookDeliveriesGet,
  hookDeliveriesReplay,
  monitoringDashboard,
  monitoringHealth,
  monitoringAlerts,
  monitoringAlertsResolve,
  monitoringMetricsRecord,
  monitoringMetricsList,
  modelsCosts,
  conversationsModelCosts,
  modelsBudgets,
  modelsBudgetsSet,
  modelsPrices,
  syncConsistencyCheck,
  checksList,
  checksProgress,
  checksCancel,
  checksFindings,
  repairsPlan,
  repairsApply,
  checkpointsList,
  checkpointsMake,
  checkpointsCompare,
  checkpointsRemove,
  auditReport,
  dataConsistencyReport,
  retentionGet,
  retentionSet,
  auditList,
  auditVerify,
  sourcesList,
  sourcesCheck,
  sourcesAdd,
  sourcesGmailBegin,
  sourcesGmailEnd,
  sourcesSync,
  sourcesPause,
  sourcesResume,
  sourcesCredentials,
  sourcesAuthServers,
  sourcesAuthServersSet,
  sourcesWebhook,
  sourcesRemove,
  incidentsList,
  mirrorsList,
  mirrorsLayout,
  mirrorsWords,
  mirrorsCheck,
  mirrorsAdd,
  mirrorsLook,
  mirrorsChange,
  mirrorsSync,
  mirrorsRemove,
  conflictsList,
  conflictsCounts,
  conflictsSettle,
  conflictsUndo,
  conflictsRulesGet,
  conflictsRulesSet,
  syncUsersSync,
  noticesList,
  noticesCount,
  noticesRead,
  noticesReadAll,
  noticesChoices,
  noticesChoicesSet,
  uploadsMake,
  live,
  syncStart,
  syncStatus,
  syncEventsRecent,
  syncEventsDead,
  syncEventsReplay,
  syncEventsReadAgain,
  syncList,
  syncProgress,
  syncCancel,
  syncResume,
  syncLedger,
  syncFiles,
  syncSetAside,
  syncSetAsideBody,
  search,
  messagesSimilar,
  conversationsList,
  conversationsCounts,
  conversationsGet,
  conversationsMessages,
  conversationsFiles,
  messagesSource,
  messagesPage,
  messagesOriginal,
  conversationsMerge,
  conversationsSplit,
  conversationsArchive,
  conversationsVouch,
  conversationsReplyWay,
  conversationsReplies,
  conversationsReply,
  repliesWithdraw,
  repliesRetry,
  repliesSettle,
  replyTemplatesList,
  replyTemplatesAdd,
  replyTemplatesChange,
  replyTemplatesRemove,
  repliesFigures,
  conversationsSuggestion,
  conversationsSuggest,
  suggestionsList,
  suggestionsApprove,
  suggestionsReject,
  suggestionsUndo,
  suggestionsCalibration,
  conversationsUnarchive,
  threadChangesUndo,
  threadRuleGet,
  threadRulePreview,
  threadRuleSet,
  syncConversationsAnalyze,
  syncConversationsCreateTicket,
  syncConversationsLinkTicket,
  conversationsDismissTicket,
  ticketsList,
  ticketsCounts,
  ticketsOpen,
  ticketsGet,
  ticketsChange,
  syncTicketsStatus,
  ticketsStatus,
  ticketsMerge,
  ticketsSplit,
  ticketsUnlink,
  ticketChangesUndo,
  workingHoursGet,
  workingHoursSet,
  conversationsAnalysis,
  todayGet,
  analyticsGet,
  analyticsConversations,
  analyticsCatchUp,
  lostWorkList,
  lostWorkDismiss,
  lostWorkUndo,
  understandingRulesGet,
  understandingRulesSet,
  understandingRulesTry,
  understandingCatchUp,
  mediaGet,
  customersList,
  customersAdd,
  customersGet,
  customersTimeline,
  customersRename,
  customersSetKind,
  customersMerge,
  customersExport,
  customersErase,
  customerMergesUndo,
  contactPointsAdd,
  contactPointsCorrect,
  contactPointsRemove,
  contactPointsReassign,
  propertiesAdd,
  propertiesCorrect,
  propertiesRemove,
  customerMovesUndo,
  questionsList,
  questionsAnswer,
  exportMake,
  restoreMake,
  secretsRotate,
  backupsMake,
  demoState,
  demoMake,
]
