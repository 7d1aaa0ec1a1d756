import type { Resolution } from '../contract/insights.ts'
import type { FoundAct } from '../understanding/understanding.ts'
import type { Followed } from './promises.ts'
import { asksForWork, isTheirs, type ReadMessage } from './said.ts'
import type { Wait } from './waits.ts'

/** Where a conversation stands after its last word; each is undefined where it is not so. */
export type Standing = {
  /** The other side waits for an answer. */
  waiting: Wait | undefined
  /** Promises that are not kept so far. */
  promises: readonly Followed[]
  /** A price or quote of ours that was neither taken nor refused. */
  offer: Offer | undefined
  /** A visit is agreed, and nobody has said that it is over. */
  visit: ReadMessage | undefined
  /** We asked last. */
  asked: ReadMessage | undefined
  /** We, or they, say that it is done. */
  weDone: At | undefined
  theyDone: At | undefined
  /** Their last word thanks or agrees, and wants nothing. */
  closed: ReadMessage | undefined
  talked: ReadMessage | undefined
  declined: At | undefined
  referred: At | undefined
  /** They asked for work, or for an answer, at some time. */
  request: ReadMessage | undefined
  theySpoke: boolean
}

export type At = { message: ReadMessage; act: FoundAct }
/** `followedUp`: we came back to it later by ourselves. `deferred`: they put it off. */
export type Offer = { message: ReadMessage; followedUp: boolean; deferred: At | undefined; answered: boolean }

const DAY_MS = 24 * 3_600_000
/** A word of ours so long after an offer comes back to it. */
const FOLLOWS_UP_MS = 20 * 3_600_000
/** Nobody names the bill sooner than that after a visit is agreed. */
const VISIT_MS = 45 * 60_000
const ASKS_PRICE =
  /\b(?:how much|price|cost|charge|quote|estimate|ballpark|run me|what would|bid|ile|wycen\w*|ofert\w*|koszt\w*|cena|cene)\b/i
const AS_AGREED = /\b(?:as (?:quoted|agreed|discussed|promised)|jak ustal\w*|zgodnie z)\b/i
/** Beside a price: it is for work yet to be done. */
const OFFERS =
  /\b(?:installed|all in|would|could|if you|want|ok (?:to|with)|go ahead|labor|labour|depends|around|about|usually|to replace|for (?:both|all|most)|next step|then add|z montazem|z montażem|z materiałem|z materialem|zależnie|robocizna|mogę|netto)\b/i

/** Where a conversation stands. `messages` oldest first. */
export function standingOf(
  messages: readonly ReadMessage[],
  { waits, promises }: { waits: readonly Wait[]; promises: readonly Followed[] },
): Standing {
  const request = messages.findLast((message, index) => isRequest(message, messages.slice(0, index)))
  const from = request === undefined ? -1 : messages.indexOf(request)
  const after = messages.slice(from + 1)
  const last = messages.at(-1)
  const lastOurs = messages.findLast(({ ours }) => ours)
  const atLast = (
    group: readonly ReadMessage[],
    name: 'done' | 'declines' | 'refers',
    ours: boolean,
  ): At | undefined => {
    const message = group.findLast((one) => (ours ? one.ours : isTheirs(one)) && one.acts.has(name))
    const act = message?.acts.get(name)
    return message === undefined || act === undefined ? undefined : { message, act }
  }
  const waiting = waits.at(-1)
  const weDone = atLast(after, 'done', true)
  return {
    waiting: waiting?.answeredBy === null ? waiting : undefined,
    promises: promises.filter(({ state }) => state === 'open' || state === 'broken'),
    offer: offerIn(messages),
    visit: visitIn(messages, weDone),
    asked: last !== undefined && last === lastOurs && last.asks ? last : undefined,
    weDone,
    theyDone: atLast(messages.slice(Math.max(from, 0)), 'done', false),
    closed:
      last !== undefined &&
      isTheirs(last) &&
      lastOurs !== undefined &&
      !last.asks &&
      (last.closes || last.thanks)
        ? last
        : undefined,
    talked: after.findLast(({ talk }) => talk),
    declined: atLast(after, 'declines', false) ?? atLast(messages.slice(-2), 'declines', false),
    referred: atLast(after, 'refers', true),
    request,
    theySpoke: messages.some(
      (message) => isTheirs(message) && !message.acts.has('not_work') && !message.automatic && !message.spam,
    ),
  }
}

function isRequest(message: ReadMessage, before: readonly ReadMessage[]): boolean {
  if (asksForWork(message) && !message.closes) return !isAgreement(message, before)
  return (
    isTheirs(message) && message.asks && !message.automatic && !message.spam && !message.acts.has('not_work')
  )
}

/** "Thursday at 10 is fine": words of work that only take what we offered. */
function isAgreement(message: ReadMessage, before: readonly ReadMessage[]): boolean {
  return !message.asks && message.acts.has('accepts') && before.at(-1)?.ours === true
}

/** Our last price or quote for work that is not done, with what they said to it; undefined when they took or refused it. */
function offerIn(messages: readonly ReadMessage[]): Offer | undefined {
  const index = messages.findLastIndex((message, at) => isOffer(message, messages.slice(0, at)))
  const message = messages[index]
  if (message === undefined) return undefined
  const after = messages.slice(index + 1)
  const theirs = after.filter(isTheirs)
  if (after.some(({ talk, acts, ours }) => talk || (ours && (acts.has('done') || acts.has('refers')))))
    return undefined
  if (theirs.some((one) => takes(one, message) || one.acts.has('declines') || one.acts.has('done')))
    return undefined
  const later = after.filter(({ ours, atMs }) => ours && atMs - message.atMs > FOLLOWS_UP_MS)
  const deferring = theirs.findLast(({ acts }) => acts.has('defers'))
  const act = deferring?.acts.get('defers')
  return {
    message,
    followedUp: later.length > 0,
    deferred: deferring === undefined || act === undefined ? undefined : { message: deferring, act },
    answered: theirs.length > 0,
  }
}

function takes(message: ReadMessage, offer: ReadMessage): boolean {
  const { acts, asks } = message
  if (acts.has('visit') && offer.acts.has('visit') && !asks && !acts.has('defers')) return true
  if (/\b(?:good to know|just asking|makes sense|dobrze wiedzie[cć])\b/i.test(message.words)) return true
  return acts.has('accepts') && !acts.has('defers') && !message.thanks
}

function isOffer(message: ReadMessage, before: readonly ReadMessage[]): boolean {
  const { acts, ours, talk, words } = message
  if (!ours || talk || acts.has('bill') || acts.has('done')) return false
  if (acts.has('sent') && acts.has('quote')) return true
  const asked = before.findLast((one) => isTheirs(one) && one.words !== '')
  const aboutPrice = asked !== undefined && (ASKS_PRICE.test(asked.words) || asked.acts.has('quote'))
  if (acts.has('sent') && aboutPrice) return true
  if (!acts.has('price')) return false
  if (isBilled(message, before) || AS_AGREED.test(words)) return false
  if (!message.asks && !acts.has('quote') && wasThere(message, before)) return false
  return aboutPrice || message.asks || acts.has('quote') || OFFERS.test(words)
}

/** A visit was agreed a while before. */
function wasThere(message: ReadMessage, before: readonly ReadMessage[]): boolean {
  const agreed = visitIn(before, undefined)
  return agreed !== undefined && message.atMs - agreed.atMs > VISIT_MS
}

/** Somebody was there already: the price is the bill. */
function isBilled(message: ReadMessage, before: readonly ReadMessage[]): boolean {
  const asked = before.findLastIndex(
    (one) => asksForWork(one) || (isTheirs(one) && ASKS_PRICE.test(one.words)),
  )
  return before
    .slice(asked + 1)
    .some(({ acts, ours, atMs }) => acts.has('done') && (ours || message.atMs - atMs < DAY_MS))
}

/** The last word by which a visit was agreed: theirs to our time, or ours to theirs; undefined when it is over. */
function visitIn(messages: readonly ReadMessage[], weDone: At | undefined): ReadMessage | undefined {
  for (let index = messages.length - 1; index > 0; index--) {
    const message = messages[index]
    const before = messages[index - 1]
    if (message === undefined || before === undefined) continue
    if (message.talk) return undefined
    if (weDone !== undefined && message === weDone.message) return undefined
    if (isTheirs(message) && (message.acts.has('declines') || message.acts.has('done'))) return undefined
    if (isTheirs(message) && before.ours && before.acts.has('visit') && !message.acts.has('defers')) {
      if (message.acts.has('accepts') || message.closes || message.thanks) return message
    }
    if (
      message.ours &&
      !message.asks &&
      message.acts.has('visit') &&
      isTheirs(before) &&
      before.acts.has('visit')
    )
      return message
  }
  return undefined
}

/** In one word. */
export function resolutionOf(standing: Standing): Resolution {
  const { waiting, promises, offer, visit, asked, declined, request, theySpoke, weDone } = standing
  if (waiting !== undefined && (request !== undefined || theySpoke)) return 'waiting_for_us'
  if (promises.length > 0 && standing.theyDone === undefined) return 'waiting_for_us'
  if (declined !== undefined) return 'given_up'
  if (offer !== undefined && weDone === undefined) return 'waiting_for_customer'
  if (visit !== undefined) return 'scheduled'
  if (asked !== undefined) return 'waiting_for_customer'
  if (request === undefined && standing.talked === undefined) return 'nothing_asked'
  return 'resolved'
}
