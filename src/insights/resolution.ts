import type { Id } from '../base/ids.ts'
import { resolutionBias, resolutionWeights } from './resolution-weights.ts'
import { isTheirs, type ReadMessage } from './said.ts'
import type { At, Standing } from './standing.ts'

/** What speaks for a conversation's being resolved, or against it. */
export const signs = [
  'they_wait',
  'they_wait_for_work',
  'promise_open',
  'offer_open',
  'offer_put_off',
  'visit_agreed',
  'we_asked_last',
  'we_said_done',
  'they_said_done',
  'they_closed',
  'talked_by_phone',
  'they_declined',
  'we_referred',
  'nothing_asked',
  'they_never_spoke',
] as const
export type Sign = (typeof signs)[number]

/** A sign, and the words or the message that it rests on; null where it rests on none. */
type Found = { messageId: Id; start: number; end: number; text: string } | null

/** The signs of a conversation, in order. */
export function signsOf(standing: Standing): Map<Sign, Found> {
  const { waiting, promises, offer, visit, asked, closed, talked } = standing
  const found = new Map<Sign, Found>()
  const add = (sign: Sign, at: Found | undefined) => at !== undefined && found.set(sign, at)
  const [waits] = waiting?.messages ?? []
  add('they_wait', waits && whole(waits))
  const forWork = waiting?.messages.find(({ understood }) => understood?.ticket === true)
  add('they_wait_for_work', forWork && whole(forWork))
  const [promised] = promises
  add('promise_open', promised && { messageId: promised.messageId, ...spanOf(promised.promise) })
  const price = offer?.message.acts.get('price') ?? offer?.message.acts.get('quote')
  add(
    'offer_open',
    offer && (price ? { messageId: offer.message.id, ...spanOf(price) } : whole(offer.message)),
  )
  add('offer_put_off', offer?.deferred && said(offer.deferred))
  add('visit_agreed', visit && whole(visit))
  add('we_asked_last', asked && whole(asked))
  add('we_said_done', standing.weDone && said(standing.weDone))
  add('they_said_done', standing.theyDone && said(standing.theyDone))
  add('they_closed', closed && whole(closed))
  add('talked_by_phone', talked && whole(talked))
  add('they_declined', standing.declined && said(standing.declined))
  add('we_referred', standing.referred && said(standing.referred))
  if (standing.request === undefined) found.set('nothing_asked', null)
  if (!standing.theySpoke) found.set('they_never_spoke', null)
  return found
}

/**
 * How the sign that nothing of theirs counts is told, in view of what they did all the same: left a voicemail, sent what asks for
 * nothing, such as advertising, or spoke on the phone.
 */
export function silenceOf(messages: readonly ReadMessage[]): { told: string; found: Found } {
  const left = messages.findLast(isTheirs)
  if (left !== undefined)
    return {
      told: left.kind === 'voicemail' ? 'they_left_voicemail' : 'nothing_to_answer',
      found: whole(left),
    }
  const talked = messages.findLast(({ talk }) => talk)
  return talked === undefined
    ? { told: 'they_never_spoke', found: null }
    : { told: 'only_by_phone', found: whole(talked) }
}

/** Chance that nothing is owed any more, 0 to 1: logistic regression over the signs (bench/insights/train.ts). */
export function chanceOf(found: ReadonlyMap<Sign, unknown>): number {
  const sum = [...found.keys()].reduce((total, sign) => total + resolutionWeights[sign], resolutionBias)
  return 1 / (1 + Math.exp(-sum))
}

function said({ message, act }: At): NonNullable<Found> {
  return { messageId: message.id, ...spanOf(act) }
}

function spanOf({ start, end, text }: { start: number; end: number; text: string }) {
  return { start, end, text }
}

function whole({ id }: ReadMessage): NonNullable<Found> {
  return { messageId: id, start: 0, end: 0, text: '' }
}
