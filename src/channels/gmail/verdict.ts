import type { Answer, Verdict } from '../http/call.ts'
import { listAt, maybeTextAt, valueAt } from '../http/json.ts'
import { WireError, type WireFault } from '../wire.ts'

/** Of 403: too fast, for one of Google's counts. */
const TOO_FAST = ['rateLimitExceeded', 'userRateLimitExceeded', 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED']
/** Of 403: enough for today. */
const SPENT = ['dailyLimitExceeded', 'quotaExceeded']

/**
 * What an answer of the Gmail API means (developers.google.com, "Resolve errors"): 429, and 403 for some reasons, ask to go
 * slower; 5xx pass. All others are answers, which `gmailFault` tells apart.
 */
export function judgeGmail(answer: Answer, now: Date): Verdict {
  const { status } = answer
  if (status === 429 || (status === 403 && reasonsOf(answer).some((reason) => TOO_FAST.includes(reason))))
    return {
      kind: 'again',
      fault: 'busy',
      message: WAIT,
      slower: true,
      undone: true,
      ...askedWait(answer, now),
    }
  if (status >= 500)
    return { kind: 'again', fault: 'busy', message: WAIT, slower: status === 503, undone: false }
  if (status >= 200 && status < 300 && answer.json === undefined)
    return { kind: 'again', fault: 'unreadable', message: UNREADABLE, slower: false, undone: false }
  return { kind: 'answer' }
}

const WAIT = 'Gmail asks to wait.'
const UNREADABLE = 'What Gmail answers cannot be read.'

/** Why Gmail gave nothing, for good. */
export function gmailFault(answer: Answer): WireError {
  const reasons = reasonsOf(answer)
  const [fault, message] = faultOf(answer.status, reasons)
  return new WireError(fault, message, { cause: new Error(`HTTP ${answer.status} ${reasons.join(' ')}`) })
}

function faultOf(status: number, reasons: string[]): [WireFault, string] {
  if (status === 401) return ['credentials_refused', 'Gmail does not take the token any more.']
  if (status === 403 && reasons.some((reason) => SPENT.includes(reason)))
    return ['busy', 'Gmail answers no more for today.']
  if (status === 403) return ['credentials_refused', 'Gmail does not let the account be read this way.']
  if (status === 400 && reasons.includes('failedPrecondition'))
    return ['not_found', 'The Google account has no Gmail.']
  if (status === 404) return ['not_found', 'Gmail has no such mailbox or mail.']
  return ['unreadable', UNREADABLE]
}

/** Reasons in both of the forms in which Google's APIs give them; codes, never words. */
function reasonsOf({ json }: Answer): string[] {
  const error = valueAt(json, 'error')
  return [...listAt(error, 'errors'), ...listAt(error, 'details'), { reason: maybeTextAt(error, 'status') }]
    .map((each) => maybeTextAt(each, 'reason'))
    .filter((reason): reason is string => reason !== undefined && /^\w{1,64}$/.test(reason))
}

/** Bandwidth limits say in words until when: "Retry after 2026-03-02T15:00:00.000Z". */
function askedWait({ json }: Answer, now: Date): { afterMs?: number } {
  const message = maybeTextAt(valueAt(json, 'error'), 'message') ?? ''
  const untilMs = Date.parse(/retry after (\d{4}-\d\d-\d\dT[\d:.]+Z)/i.exec(message)?.[1] ?? '')
  return Number.isNaN(untilMs) ? {} : { afterMs: Math.max(0, untilMs - now.getTime()) }
}
