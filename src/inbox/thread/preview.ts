import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import type { ThreadRule } from './rule.ts'
import type { StageMessage } from './stage-message.ts'
import { readStageMessages } from './stage-message.ts'
import { walk } from './walk.ts'

/** What one rule would do differently from another, over some participants. */
export type RuleDifference = {
  conversationsBefore: number
  conversationsAfter: number
  /** Messages that would begin a conversation where they now continue one, or the other way round. */
  messagesMoved: number
  /** The first few of them. */
  examples: { messageId: Id; participantsId: Id; atMs: number; from: string; to: string }[]
}

const EXAMPLES_MAX = 20

/** Threads the messages of these participants by both rules, and writes nothing. */
export async function compareRules(
  db: Db,
  input: { participantsIds: readonly Id[]; before: ThreadRule; after: ThreadRule; cuts: ReadonlySet<Id> },
): Promise<RuleDifference> {
  const difference: RuleDifference = {
    conversationsBefore: 0,
    conversationsAfter: 0,
    messagesMoved: 0,
    examples: [],
  }
  for (const messages of (await readStageMessages(db, input.participantsIds)).values()) {
    const before = beginnings(messages, input.before, input.cuts)
    const after = beginnings(messages, input.after, input.cuts)
    difference.conversationsBefore += before.size
    difference.conversationsAfter += after.size
    for (const { id, atMs, participantsId } of messages) {
      if (before.has(id) === after.has(id)) continue
      difference.messagesMoved++
      if (difference.examples.length === EXAMPLES_MAX) continue
      const name = (begins: boolean) => (begins ? 'new_thread' : 'existing_thread')
      difference.examples.push({
        messageId: id,
        participantsId,
        atMs,
        from: name(before.has(id)),
        to: name(after.has(id)),
      })
    }
  }
  return difference
}

function beginnings(messages: readonly StageMessage[], rule: ThreadRule, cuts: ReadonlySet<Id>): Set<Id> {
  return new Set(walk(messages, { rule, cuts, known: true }).map(({ anchorId }) => anchorId))
}

/** Adds up differences found piece by piece. */
export function addDifferences(a: RuleDifference, b: RuleDifference): RuleDifference {
  return {
    conversationsBefore: a.conversationsBefore + b.conversationsBefore,
    conversationsAfter: a.conversationsAfter + b.conversationsAfter,
    messagesMoved: a.messagesMoved + b.messagesMoved,
    examples: [...a.examples, ...b.examples].slice(0, EXAMPLES_MAX),
  }
}
