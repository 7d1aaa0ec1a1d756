import type { CheckName } from '../contract/auditor.ts'
import type { Check } from './check.ts'
import { addressesCached } from './checks/addresses-cached.ts'
import { alertsRaised } from './checks/alerts-raised.ts'
import { attachmentsFiled } from './checks/attachments-filed.ts'
import { auditChain } from './checks/audit-chain.ts'
import { clockSane } from './checks/clock-sane.ts'
import { contactPointsOwned } from './checks/contact-points-owned.ts'
import { conversationsCounted } from './checks/conversations-counted.ts'
import { conversationsRest } from './checks/conversations-rest.ts'
import { customersShown } from './checks/customers-shown.ts'
import { eventsRead } from './checks/events-read.ts'
import { filesKept } from './checks/files-kept.ts'
import { filesNamed } from './checks/files-named.ts'
import { hooksCalled } from './checks/hooks-called.ts'
import { logsOwned } from './checks/logs-owned.ts'
import { mergesEnd } from './checks/merges-end.ts'
import { messagesParsed } from './checks/messages-parsed.ts'
import { messagesThreaded } from './checks/messages-threaded.ts'
import { messagesUnderstood } from './checks/messages-understood.ts'
import { noticesSent } from './checks/notices-sent.ts'
import { participantsComplete } from './checks/participants-complete.ts'
import { referencesHold } from './checks/references-hold.ts'
import { repliesSent } from './checks/replies-sent.ts'
import { runsAddUp } from './checks/runs-add-up.ts'
import { runsOpen } from './checks/runs-open.ts'
import { searchPresent } from './checks/search-present.ts'
import { secretsHeld } from './checks/secrets-held.ts'
import { sourcesCounted } from './checks/sources-counted.ts'
import { sourcesSane } from './checks/sources-sane.ts'
import { tenancyForced } from './checks/tenancy-forced.ts'
import { threadsWalked } from './checks/threads-walked.ts'
import { ticketsAgree } from './checks/tickets-agree.ts'

/**
 * Every check there is, in the order in which they are made and in which what they find is repaired: what is kept first,
 * what is made of it after that.
 */
export const checks: readonly Check[] = [
  tenancyForced,
  referencesHold,
  messagesParsed,
  participantsComplete,
  contactPointsOwned,
  mergesEnd,
  customersShown,
  addressesCached,
  messagesUnderstood,
  messagesThreaded,
  threadsWalked,
  conversationsCounted,
  conversationsRest,
  ticketsAgree,
  searchPresent,
  eventsRead,
  noticesSent,
  hooksCalled,
  sourcesCounted,
  runsAddUp,
  runsOpen,
  attachmentsFiled,
  filesKept,
  filesNamed,
  secretsHeld,
  repliesSent,
  logsOwned,
  alertsRaised,
  sourcesSane,
  clockSane,
  auditChain,
]

export function checkOf(name: CheckName): Check {
  const check = checks.find((one) => one.name === name)
  if (check === undefined) throw new Error(`There is no check ${name}.`)
  return check
}
