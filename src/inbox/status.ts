import type { MessageKind } from '../channels/channels.ts'

export type ConversationStatus = 'active' | 'needs_reply' | 'waiting' | 'archived'

/** Why a conversation stands where it does; stable codes that screens put in words. */
export type StatusReason =
  | 'they_spoke_last'
  | 'they_called'
  | 'we_spoke_last'
  | 'we_called'
  | 'they_closed'
  | 'talked_by_phone'
  | 'cannot_answer'
  | 'silence'
  | 'spam'
  | 'by_hand'

/** What the status depends on, of one message. */
export type StatusMessage = {
  atMs: number
  kind: MessageKind
  direction: 'in' | 'out' | null
  /** Seconds talked; null where the wire has none. */
  durationSeconds: number | null
  /** Thanks, OK, a thumb up: a word that asks for nothing. */
  closes: boolean
  spam: boolean
}

export type Standing = {
  status: ConversationStatus
  reason: StatusReason
  /** When the other side began to wait for an answer, Unix milliseconds; null when it does not. */
  waitingSinceMs: number | null
  /** When silence will archive it; null when it is archived already. */
  restsAtMs: number | null
}

/** Silence after which a conversation is laid away. */
export const REST_MS = 30 * 24 * 3_600_000

/**
 * Where a conversation stands, from what was said last and by whom. `messages` oldest first, at least one;
 * `answerable` is false when nobody can be answered: a short code, a withheld caller who left no word.
 */
export function standing(
  messages: readonly StatusMessage[],
  input: { nowMs: number; answerable: boolean; archivedAtMs: number | null },
): Standing {
  const last = messages.at(-1)
  if (last === undefined) throw new Error('A conversation has at least one message.')
  const archived = (reason: StatusReason): Standing => ({
    status: 'archived',
    reason,
    waitingSinceMs: null,
    restsAtMs: null,
  })
  if (messages.every((message) => message.spam)) return archived('spam')
  const lastInMs =
    messages.findLast((message) => message.direction === 'in')?.atMs ?? Number.NEGATIVE_INFINITY
  if (input.archivedAtMs !== null && input.archivedAtMs >= lastInMs) return archived('by_hand')
  if (input.nowMs - last.atMs >= REST_MS) return archived('silence')
  const restsAtMs = last.atMs + REST_MS
  if (!input.answerable) return { status: 'active', reason: 'cannot_answer', waitingSinceMs: null, restsAtMs }
  const { status, reason } = owes(last)
  return {
    status,
    reason,
    waitingSinceMs: status === 'needs_reply' ? waitingSince(messages) : null,
    restsAtMs,
  }
}

function owes(last: StatusMessage): { status: ConversationStatus; reason: StatusReason } {
  const talked = (last.durationSeconds ?? 0) > 0
  switch (last.kind) {
    case 'missed':
      return { status: 'needs_reply', reason: 'they_called' }
    case 'voicemail':
      return { status: 'needs_reply', reason: 'they_spoke_last' }
    case 'received':
    case 'recorded':
      return { status: 'active', reason: 'talked_by_phone' }
    case 'placed':
      return talked
        ? { status: 'active', reason: 'talked_by_phone' }
        : { status: 'waiting', reason: 'we_called' }
    case 'text':
      if (last.direction === 'out') return { status: 'waiting', reason: 'we_spoke_last' }
      return last.closes
        ? { status: 'active', reason: 'they_closed' }
        : { status: 'needs_reply', reason: 'they_spoke_last' }
  }
}

/** The first message of theirs that nothing of ours came after. */
function waitingSince(messages: readonly StatusMessage[]): number | null {
  let since: number | null = null
  for (const message of messages.toReversed()) {
    if (message.direction !== 'in' || message.kind === 'received') break
    since = message.atMs
  }
  return since
}

/** Words that close a conversation, and words that only go along with them; folded to lower case. */
const CLOSING = new Set(
  'ok okay okey k kk thanks thank thankyou thx ty tysm perfect great awesome cool bye np yw welcome night dzięki dzieki dziękuję dziekuje super dobra spoko jasne zobaczenia miłego milego pozdrawiam git'.split(
    ' ',
  ),
)
const ALONG = new Set(
  'you so much very a lot again guys all your sounds good got it will do see then soon no problem have nice day one weekend bardzo serdecznie do dnia i za wszystko panu pani'.split(
    ' ',
  ),
)
const TAPBACK = /^(?:liked|loved|laughed at|emphasized) [“"]/iu
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u
const CLOSING_LENGTH_MAX = 80

/** Whether a text asks for nothing: thanks, OK, good night, a tapback, an emoji; English and Polish. */
export function closes(text: string): boolean {
  const said = text.trim()
  if (said === '') return false
  if (TAPBACK.test(said)) return true
  if (said.length > CLOSING_LENGTH_MAX) return false
  if (EMOJI_ONLY.test(said)) return true
  const words = said.toLowerCase().match(/\p{L}+/gu) ?? []
  return (
    !said.includes('?') &&
    words.some((word) => CLOSING.has(word)) &&
    words.every((word) => CLOSING.has(word) || ALONG.has(word))
  )
}

/** Whether a text asks for an answer. */
export function asks(text: string): boolean {
  return text.includes('?')
}
