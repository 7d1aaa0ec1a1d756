import type { Id } from '../base/ids.ts'
import type { LostKind } from '../contract/insights.ts'
import { morePressing, type Urgency } from '../understanding/understanding.ts'
import type { Followed } from './promises.ts'
import { asksForWork, isTheirs, type ReadMessage } from './said.ts'
import type { Standing } from './standing.ts'
import { hoursOf } from './worth.ts'

/** Work that is being let slip in a conversation. */
export type Lost = {
  kind: LostKind
  messageId: Id
  atMs: number
  /** From then on it is lost, and not merely late. */
  fromMs: number
  detail: LostDetail
  /** Hours of work, times the chance to win it while it is fresh. */
  worth: number
  /** After so many days it makes half as much sense to come back to it. */
  halfLifeDays: number
}

/** What is kept of it to be shown; spans count in the message's words. */
export type LostDetail = {
  /** Stable code: nobody_answered, only_tried_to_call, voicemail_without_words, offer_unanswered, offer_put_off, promise_…. */
  reason: string
  service: string | null
  urgency: Urgency | null
  amount: number | null
  currency: 'USD' | 'PLN' | null
  start: number
  end: number
  /** ISO instant by which it was promised; null when nothing was. */
  dueAt: string | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const UNANSWERED_MS: Record<Urgency, number> = {
  emergency: 4 * HOUR_MS,
  high: DAY_MS,
  medium: 2 * DAY_MS,
  low: 3 * DAY_MS,
}
const OFFERED_MS = 4 * DAY_MS
const PROMISED_MS = DAY_MS
/** Chance that work can still be won by answering at once. */
const WON: Record<LostKind, number> = {
  request_unanswered: 0.5,
  quote_not_followed_up: 0.3,
  promise_not_kept: 0.6,
}
const HALF_LIFE_DAYS: Record<Urgency, number> = { emergency: 2, high: 5, medium: 21, low: 45 }
const OFFER_HALF_LIFE_DAYS = 60

/** What was let slip, if anything: the gravest one. `answerable`: the other side can be answered at all. */
export function lostIn(
  messages: readonly ReadMessage[],
  { standing, answerable }: { standing: Standing; answerable: boolean },
): Lost | null {
  if (!answerable || standing.declined !== undefined) return null
  const request = unanswered(messages, standing)
  if (request !== null && (request.detail.urgency === 'emergency' || request.detail.urgency === 'high'))
    return request
  return promised(messages, standing) ?? request ?? offered(messages, standing)
}

function unanswered(messages: readonly ReadMessage[], { waiting }: Standing): Lost | null {
  if (waiting === undefined) return null
  const spokenBefore = messages.some(({ ours, atMs }) => ours && atMs < waiting.sinceMs)
  const telling =
    waiting.messages.find((one) => asksForWork(one) && (!spokenBefore || wantsMore(one))) ??
    waiting.messages.find(
      (one) => one.asks && !one.acts.has('not_work') && (spokenBefore || isAboutWork(one)),
    )
  if (telling === undefined) return null
  if (!isAboutWork(telling) && messages.some((one) => isTheirs(one) && one.acts.has('not_work'))) return null
  const urgency = mostPressing(waiting.messages)
  const tried = messages.some((one) => one.tried && one.atMs > waiting.sinceMs)
  const about = waiting.messages.find(({ understood }) => (understood?.services.length ?? 0) > 0) ?? telling
  const service = about.understood?.services[0] ?? serviceOf(messages)
  const reason = tried
    ? 'only_tried_to_call'
    : telling.words === ''
      ? 'voicemail_without_words'
      : spokenBefore
        ? 'asked_again'
        : 'nobody_answered'
  return {
    kind: 'request_unanswered',
    messageId: telling.id,
    atMs: waiting.sinceMs,
    fromMs: waiting.sinceMs + UNANSWERED_MS[urgency],
    detail: { reason, service, urgency, amount: null, currency: null, start: 0, end: 0, dueAt: null },
    worth: hoursOf({ service, amount: null, currency: null }) * WON.request_unanswered,
    halfLifeDays: HALF_LIFE_DAYS[urgency],
  }
}

/** In the midst of a talk, much is said about work that asks for none. */
function wantsMore(message: ReadMessage): boolean {
  return message.asks || message.kind === 'voicemail' || WANTS.test(message.words)
}

const WANTS =
  /\b(?:again|still|now (?:the|it|my|our)|also|need|please|pls|can you|could|when|keeps?|leak\w*|drip\w*|clog\w*|broke\w*|not work\w*|no (?:hot|water|heat|ac)|won'?t|isn'?t|doesn'?t|someone|but|hello|nadal|znowu|jeszcze|prosz[eę]|potrzeb\w*|kiedy|czy|nie dzia[lł]\w*|ciekn\w*|ale)\b/i

function isAboutWork({ understood, acts }: ReadMessage): boolean {
  return (understood?.services.length ?? 0) > 0 || acts.has('quote')
}

function promised(messages: readonly ReadMessage[], standing: Standing): Lost | null {
  if (standing.weDone !== undefined && standing.closed !== undefined) return null
  const broken = standing.promises.findLast((one) => !isForNoWork(one, messages))
  if (broken === undefined) return null
  const service = serviceOf(messages)
  const { start, end } = broken.promise
  return {
    kind: 'promise_not_kept',
    messageId: broken.messageId,
    atMs: broken.atMs,
    fromMs: broken.dueMs + PROMISED_MS,
    detail: {
      reason: `promise_${broken.promise.kind}`,
      service,
      urgency: mostPressing(messages),
      amount: null,
      currency: null,
      start,
      end,
      dueAt: new Date(broken.dueMs).toISOString(),
    },
    worth: hoursOf({ service, amount: null, currency: null }) * WON.promise_not_kept,
    halfLifeDays: HALF_LIFE_DAYS.medium,
  }
}

/** Somebody who looks for a job, or wants to sell, is no customer. */
function isForNoWork(_: Followed, messages: readonly ReadMessage[]): boolean {
  return !messages.some(isTheirs) || messages.some((one) => isTheirs(one) && one.acts.has('not_work'))
}

function offered(
  messages: readonly ReadMessage[],
  { offer, visit, weDone, theyDone }: Standing,
): Lost | null {
  if (offer === undefined || offer.followedUp) return null
  if (messages.some((one) => isTheirs(one) && one.acts.has('not_work'))) return null
  if (visit !== undefined && visit.atMs > offer.message.atMs) return null
  const done = [weDone, theyDone].some((at) => at !== undefined && at.message.atMs > offer.message.atMs)
  if (done) return null
  const price = offer.message.prices.at(-1)
  const act =
    offer.message.acts.get('price') ?? offer.message.acts.get('quote') ?? offer.message.acts.get('sent')
  const service = serviceOf(messages)
  const { amount = null, currency = null } = price ?? {}
  return {
    kind: 'quote_not_followed_up',
    messageId: offer.message.id,
    atMs: offer.message.atMs,
    fromMs: offer.message.atMs + OFFERED_MS,
    detail: {
      reason:
        offer.deferred !== undefined
          ? 'offer_put_off'
          : offer.answered
            ? 'offer_undecided'
            : 'offer_unanswered',
      service,
      urgency: null,
      amount,
      currency,
      start: price?.start ?? act?.start ?? 0,
      end: price?.end ?? act?.end ?? 0,
      dueAt: null,
    },
    worth: hoursOf({ service, amount, currency }) * WON.quote_not_followed_up,
    halfLifeDays: OFFER_HALF_LIFE_DAYS,
  }
}

/** The kind of work that was spoken of last. */
function serviceOf(messages: readonly ReadMessage[]): string | null {
  return (
    messages.findLast(({ understood }) => (understood?.services.length ?? 0) > 0)?.understood?.services[0] ??
    null
  )
}

function mostPressing(messages: readonly ReadMessage[]): Urgency {
  return messages.reduce<Urgency>(
    (most, { understood }) => (understood === null ? most : morePressing(most, understood.urgency)),
    'low',
  )
}
