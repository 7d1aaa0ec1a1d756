import type { MessageKind } from '../channels/channels.ts'

export type ConversationStatus = 'active' | 'needs_reply' | 'waiting' | 'archived'

/** Why a conversation stands where it does; stable codes that screens put in words. */
export type StatusReason =
  | 'they_spoke_last'
  | 'they_called'
  | 'we_spoke_last'
  | 'we_called'
  | 'came_back'
  | 'they_closed'
  | 'talked_by_phone'
  | 'cannot_answer'
  | 'automatic'
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
  /** Thanks in other words, which ask for nothing when they answer us. */
  thanks: boolean
  spam: boolean
  /** Sent by a machine to many, or in answer to nothing: it waits for nobody. What it says may be urgent all the same. */
  automatic?: boolean
  /** When we heard that a mail of ours did not arrive, Unix milliseconds; null or absent when it may have. */
  cameBackAtMs?: number | null
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

/** What people did by hand, Unix milliseconds; null when they did not. */
export type LaidAway = {
  /** When somebody archived it. */
  archivedAtMs: number | null
  /** When somebody took it out that silence or its labels had archived. */
  takenOutAtMs: number | null
}

/** Nobody has archived it, nor taken it out. */
export const untouched: LaidAway = { archivedAtMs: null, takenOutAtMs: null }

/** Whether all of it is spam by its labels, and nobody has said otherwise. */
export function isSpam(
  messages: readonly Pick<StatusMessage, 'spam'>[],
  { takenOutAtMs }: Pick<LaidAway, 'takenOutAtMs'>,
): boolean {
  return takenOutAtMs === null && messages.every(({ spam }) => spam)
}

/**
 * Where a conversation stands, from what was said last and by whom. `messages` oldest first, at least one;
 * `answerable` is false when nobody can be answered: a short code, a withheld caller who left no word; `held` keeps silence
 * from laying it away.
 */
export function standing(
  messages: readonly StatusMessage[],
  input: { nowMs: number; answerable: boolean; held?: boolean | undefined } & LaidAway,
): Standing {
  const last = messages.at(-1)
  if (last === undefined) throw new Error('A conversation has at least one message.')
  const archived = (reason: StatusReason): Standing => ({
    status: 'archived',
    reason,
    waitingSinceMs: null,
    restsAtMs: null,
  })
  if (isSpam(messages, input)) return archived('spam')
  const lastInMs =
    messages.findLast((message) => message.direction === 'in')?.atMs ?? Number.NEGATIVE_INFINITY
  const cameBackAtMs = messages.findLast(isOurs)?.cameBackAtMs ?? Number.NEGATIVE_INFINITY
  const newsMs = Math.max(lastInMs, cameBackAtMs)
  if (input.archivedAtMs !== null && input.archivedAtMs >= newsMs) return archived('by_hand')
  const restsAtMs = Math.max(last.atMs, input.takenOutAtMs ?? 0) + REST_MS
  if (input.nowMs >= restsAtMs && input.held !== true) return archived('silence')
  if (!input.answerable) return { status: 'active', reason: 'cannot_answer', waitingSinceMs: null, restsAtMs }
  return { ...owes(messages), restsAtMs }
}

/** Who owes whom a word. A mail that came back is as if it had not been said, unless they thank for it all the same. */
function owes(messages: readonly StatusMessage[]): Omit<Standing, 'restsAtMs'> {
  const thanked = messages.findLastIndex(
    ({ direction, automatic, closes, thanks }) =>
      direction === 'in' && automatic !== true && (closes || thanks),
  )
  const isLost = ({ cameBackAtMs }: StatusMessage, index: number) =>
    typeof cameBackAtMs === 'number' && index > thanked
  const ours = messages.findLastIndex((message, index) => isOurs(message) && !isLost(message, index))
  const since = messages.slice(ours + 1)
  const lost = since.findLastIndex((message, index) => isLost(message, ours + 1 + index))
  const waits = (message: StatusMessage) =>
    !isOurs(message) && !message.closes && message.automatic !== true && !(message.thanks && ours >= 0)
  const unanswered = since.filter(waits)
  const first = unanswered[0] ?? since[lost]
  if (first !== undefined) {
    const called = unanswered.at(-1)?.kind === 'missed'
    const spoke = called ? 'they_called' : 'they_spoke_last'
    const reason = lost >= 0 && !since.slice(lost).some(waits) ? 'came_back' : spoke
    return { status: 'needs_reply', reason, waitingSinceMs: first.atMs }
  }
  if (ours === messages.length - 1) return { ...after(messages[ours]), waitingSinceMs: null }
  const isAutomatic = since.every(({ automatic }) => automatic === true)
  return { ...(isAutomatic ? AUTOMATIC : CLOSED), waitingSinceMs: null }
}

const AUTOMATIC = { status: 'active', reason: 'automatic' } as const
const CLOSED = { status: 'active', reason: 'they_closed' } as const

/** Whether we said it, or took part in it: nothing before it waits for an answer any more. */
export function isOurs({ kind, direction }: StatusMessage): boolean {
  return direction === 'out' || kind === 'received' || kind === 'recorded'
}

function isWritten({ kind }: StatusMessage): boolean {
  return kind === 'text' || kind === 'email' || kind === 'chat'
}

/** How things stand after a word of ours. */
function after(message: StatusMessage | undefined): Pick<Standing, 'status' | 'reason'> {
  if (message === undefined || isWritten(message)) return { status: 'waiting', reason: 'we_spoke_last' }
  const talked = message.kind !== 'placed' || (message.durationSeconds ?? 0) > 0
  return talked ? { status: 'active', reason: 'talked_by_phone' } : { status: 'waiting', reason: 'we_called' }
}
