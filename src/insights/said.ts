import type { Id } from '../base/ids.ts'
import type { MessageKind } from '../channels/channels.ts'
import { asks, closes, thanks } from '../inbox/inbox.ts'
import {
  type Act,
  actsIn,
  type FoundAct,
  type FoundPromise,
  type Price,
  pricesIn,
  promisesIn,
  type Sentiment,
  type Urgency,
} from '../understanding/understanding.ts'

/** A message of a conversation, as figures are made of it. */
export type Said = {
  id: Id
  atMs: number
  kind: MessageKind
  direction: 'in' | 'out' | null
  channel: string
  /** Its text, or the transcript where there is no text; spans count in it. */
  words: string
  /** Length of a call or recording; null where the wire has none. */
  seconds: number | null
  /** Sent by a machine: a list, an automatic answer, a bounce. */
  automatic: boolean
  spam: boolean
  hasFile: boolean
  /** What the other side says in it; null where that is not understood (yet), or it is ours. */
  understood: Understood | null
}

export type Understood = {
  language: 'en' | 'pl'
  urgency: Urgency
  sentiment: Sentiment
  /** Somebody at the firm owes work. */
  ticket: boolean
  /** Surely enough, likeliest first. */
  services: readonly string[]
  /** Spans that name people, numbers and places. */
  personal: readonly { start: number; end: number }[]
}

/** A message, read. */
export type ReadMessage = Said & {
  /** We said it, or talked. */
  ours: boolean
  /** A call in which people talked. */
  talk: boolean
  /** A call of ours that nobody took. */
  tried: boolean
  acts: ReadonlyMap<Act, FoundAct>
  prices: readonly Price[]
  promises: readonly FoundPromise[]
  asks: boolean
  closes: boolean
  thanks: boolean
}

/** Shorter calls are a mailbox, or "I'll call you back". */
const TALK_SECONDS_MIN = 20

/** Reads the messages of a conversation, oldest first. */
export function readMessages(said: readonly Said[], { timeZone }: { timeZone: string }): ReadMessage[] {
  return said.map((message) => {
    const { kind, direction, seconds, words } = message
    const isCall = kind === 'placed' || kind === 'received' || kind === 'recorded'
    const talk = isCall && (seconds === null ? kind !== 'placed' : seconds >= TALK_SECONDS_MIN)
    const out = direction === 'out' && !isCall
    return {
      ...message,
      ours: talk || out,
      talk,
      tried: kind === 'placed' && !talk,
      acts: new Map(actsIn(words).map((found) => [found.act, found])),
      prices: pricesIn(words),
      promises: out
        ? promisesIn({ text: words, sentAt: new Date(message.atMs).toISOString(), timeZone })
        : [],
      asks: asks(words),
      closes: closes(words),
      thanks: thanks(words),
    }
  })
}

/** Whether the other side said something in words. */
export function isTheirs({ direction, kind }: ReadMessage): boolean {
  return direction !== 'out' && kind !== 'received' && kind !== 'recorded' && kind !== 'placed'
}

/**
 * Whether a message of the other side wants an answer. `answered`: we have spoken before it; then thanks, consent and
 * small talk want none, but what asks, and what speaks of work.
 */
export function wantsAnswer(message: ReadMessage, { answered }: { answered: boolean }): boolean {
  if (!isTheirs(message) || message.automatic || message.spam || message.closes) return false
  const { understood } = message
  const aboutWork = understood?.ticket === true && understood.services.length > 0
  if (message.acts.has('not_work') && !aboutWork) return false
  if (message.thanks && !message.asks && understood?.ticket !== true) return false
  if (message.asks) return true
  if (!answered) return true
  if (message.acts.has('declines') || message.acts.has('defers') || message.acts.has('accepts')) return false
  if (message.kind === 'missed' || message.kind === 'voicemail' || message.hasFile) return true
  if (message.acts.has('done') && !BUT.test(message.words)) return false
  return understood?.ticket === true && !message.thanks
}

/** Whether a message of the other side asks for work, or for an answer about some. */
export function asksForWork(message: ReadMessage): boolean {
  if (!isTheirs(message) || message.automatic || message.spam || message.acts.has('not_work')) return false
  if (message.understood?.ticket === true) return true
  return (
    message.kind === 'voicemail' && message.words === '' && (message.seconds ?? 0) >= VOICEMAIL_SECONDS_MIN
  )
}

/** "It stopped. But now there is no water at all." */
const BUT = /\b(?:but|still|again|ale|nadal|znowu)\b/i

/** Who hangs up on the machine says nothing for a shorter time. */
const VOICEMAIL_SECONDS_MIN = 8
