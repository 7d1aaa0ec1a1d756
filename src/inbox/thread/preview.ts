import { type Id, newId } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { assignConversations, type KnownConversation } from './assign.ts'
import { type HandChange, pointsOf, readHandChanges } from './hand-changes.ts'
import type { ThreadRule } from './rule.ts'
import { readKinds, readKnown } from './stage.ts'
import { readStageMessages, type StageMessage } from './stage-message.ts'
import { walk } from './walk.ts'

/** What one rule would do differently from another, over some participants. */
export type RuleDifference = {
  conversationsBefore: number
  conversationsAfter: number
  /** Messages that would be in another conversation. */
  messagesMoved: number
  /** The first few of those that would begin a conversation where they now continue one, or the other way round. */
  examples: { messageId: Id; participantsId: Id; atMs: number; from: string; to: string }[]
}

const EXAMPLES_MAX = 20

/**
 * Threads the messages of these participants by both rules, with what people changed by hand, and writes nothing.
 * Participants whose conversations a person merged are compared together, once: with the first of them.
 */
export async function compareRules(
  db: Db,
  input: { participantsIds: readonly Id[]; before: ThreadRule; after: ThreadRule },
): Promise<RuleDifference> {
  const changes = await readHandChanges(db)
  const window = new Map(
    tiedTogether(input.participantsIds, changes).map((id) => [id, Number.NEGATIVE_INFINITY]),
  )
  const messages = await readStageMessages(db, window)
  const known = await readKnown(db, window, messages)
  const kinds = await readKinds(db, [...window.keys()])
  const thread = (rule: ThreadRule) => {
    const placements = [...messages].flatMap(([id, own]) =>
      walk(own, { rule, known: kinds.get(id)?.known ?? false }),
    )
    return assignConversations(placements, { known, changes, newId: () => newId(NO_CLOCK) }).conversations
  }
  const before = thread(input.before)
  const after = thread(input.after)
  const homeBefore = homes(before)
  const homeAfter = homes(after)
  const difference: RuleDifference = {
    conversationsBefore: before.length,
    conversationsAfter: after.length,
    messagesMoved: 0,
    examples: [],
  }
  for (const message of [...messages.values()].flat()) {
    const from = homeBefore.get(message.id)
    const to = homeAfter.get(message.id)
    if (from?.id !== to?.id) difference.messagesMoved++
    if (from?.begins !== to?.begins && difference.examples.length < EXAMPLES_MAX)
      difference.examples.push(example(message, from, to))
  }
  return difference
}

/** Ids of conversations that would be made are only compared. */
const NO_CLOCK = { now: () => new Date(0) }

type Home = { id: Id; begins: boolean }

function homes(
  conversations: readonly (Pick<KnownConversation, 'id'> & {
    placements: readonly { message: StageMessage }[]
  })[],
): Map<Id, Home> {
  return new Map(
    conversations.flatMap(({ id, placements }) =>
      placements.map(({ message }, index) => [message.id, { id, begins: index === 0 }] as const),
    ),
  )
}

function example({ id, participantsId, atMs }: StageMessage, from: Home | undefined, to: Home | undefined) {
  const name = (home: Home | undefined) => (home?.begins ? 'new_thread' : 'existing_thread')
  return { messageId: id, participantsId, atMs, from: name(from), to: name(to) }
}

/** These participants with those tied to them by people's changes; without those tied to somebody who comes first and is not given. */
function tiedTogether(participantsIds: readonly Id[], changes: readonly HandChange[]): Id[] {
  const tied = new Map<Id, Set<Id>>()
  for (const change of changes) {
    const together = new Set<Id>()
    for (const { participantsId } of pointsOf(change))
      for (const id of tied.get(participantsId) ?? [participantsId]) together.add(id)
    for (const id of together) tied.set(id, together)
  }
  const given = new Set(participantsIds)
  const all = new Set<Id>()
  for (const id of participantsIds) {
    const together = [...(tied.get(id) ?? [id])].sort()
    if (together[0] !== undefined && given.has(together[0])) for (const each of together) all.add(each)
  }
  return [...all]
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
