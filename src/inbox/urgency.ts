import type { Id } from '../base/ids.ts'
import { type Urgency, urgencies } from '../understanding/understanding.ts'
import { HAZARD_MS, type HazardMessage, watchDanger } from './hazard.ts'
import { isOurs, type Standing, type StatusMessage } from './status.ts'

/** How pressing each message is; one that is not yet understood, or has no words, is not in it. */
export type Urgencies = ReadonlyMap<Id, Urgency>

/** The most pressing thing still open, and the newest message that says it. */
export type OpenUrgency = { urgency: Urgency; messageId: Id }

/**
 * The highest open urgency of a conversation; null when nothing is open. What the other side says is open until it
 * closes the matter with a word of thanks or consent to our last word, or the conversation is laid away. An emergency
 * ends sooner: where a danger ends (`watchDanger`), and three days after the last word. `messages` oldest first.
 */
export function openUrgency(
  messages: readonly (HazardMessage & StatusMessage & { id: Id })[],
  input: { urgencies: Urgencies; standing: Pick<Standing, 'status' | 'reason'>; nowMs: number },
): OpenUrgency | null {
  if (input.standing.status === 'archived' || input.standing.reason === 'they_closed') return null
  const silentMs = input.nowMs - (messages.at(-1)?.atMs ?? input.nowMs)
  const watch = watchDanger()
  let open: OpenUrgency[] = []
  let answered = false
  for (const message of messages) {
    const urgency = message.direction === 'out' ? undefined : input.urgencies.get(message.id)
    const danger = watch(message, message.hazard !== null || urgency === 'emergency')
    if (danger === 'over') open = open.filter((one) => one.urgency !== 'emergency')
    if (isOurs(message)) answered = true
    else if (message.closes || (message.thanks && answered)) {
      if (answered) open = []
    } else {
      answered = false
      if (urgency !== undefined) open.push({ urgency, messageId: message.id })
    }
  }
  if (silentMs >= HAZARD_MS) open = open.filter((one) => one.urgency !== 'emergency')
  return open.reduce<OpenUrgency | null>(
    (highest, one) => (highest === null || rank(one) >= rank(highest) ? one : highest),
    null,
  )
}

function rank({ urgency }: OpenUrgency): number {
  return urgencies.indexOf(urgency)
}
