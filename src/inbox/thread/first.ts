import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import type { Tx } from '../../store/store.ts'
import { assignConversations } from './assign.ts'
import { pointsOf, readHandChanges } from './hand-changes.ts'
import type { ThreadRule } from './rule.ts'
import { conversationRows, type Kind, lockThreads, placeAll, readKinds } from './stage.ts'
import { readStageMessages, type StageMessage } from './stage-message.ts'
import { writeConversations, writeEntries } from './write.ts'

/**
 * Threads participants of whom no message has been threaded yet, as an import leaves them. The outcome is that of
 * `threadParticipants`, with less to read, as there is nothing it could differ from; and the next batch is read while
 * this one is thought over and written. Participants of whom something turns out to be threaded already, or changed by
 * a person, come back in `left`: they are for `threadParticipants`.
 */
export async function threadForTheFirstTime(
  tx: Tx,
  input: { clock: Clock; rule: ThreadRule; batches: readonly (readonly Id[])[] },
): Promise<{ conversationsMade: number; messages: number; left: Id[] }> {
  const { clock, rule, batches } = input
  await lockThreads(tx)
  const tied = new Set((await readHandChanges(tx)).flatMap(pointsOf).map((point) => point.participantsId))
  const done = { conversationsMade: 0, messages: 0, left: [] as Id[] }
  let reading = readNew(tx, batches[0] ?? [])
  let writing: Promise<number> = Promise.resolve(0)
  for (const index of batches.keys()) {
    const { messages, kinds } = await reading
    reading = readNew(tx, batches[index + 1] ?? [])
    reading.catch(() => undefined) // awaited, and thrown, by the next turn
    for (const [participantsId, own] of messages) {
      if (!tied.has(participantsId) && own.every(({ entry }) => entry === null)) continue
      messages.delete(participantsId)
      done.left.push(participantsId)
    }
    const placements = placeAll(messages, { rule, kinds })
    const { conversations } = assignConversations(placements, {
      known: [],
      changes: [],
      newId: () => newId(clock),
    })
    done.messages += placements.length
    done.conversationsMade += await writing
    writing = write(tx, { clock, rule, conversations, kinds })
    writing.catch(() => undefined)
  }
  await reading
  done.conversationsMade += await writing
  return done
}

async function readNew(
  tx: Tx,
  participantsIds: readonly Id[],
): Promise<{ messages: Map<Id, StageMessage[]>; kinds: Map<Id, Kind> }> {
  if (participantsIds.length === 0) return { messages: new Map(), kinds: new Map() }
  const fromTheBeginning = new Map(participantsIds.map((id) => [id, Number.NEGATIVE_INFINITY]))
  const [messages, kinds] = await Promise.all([
    readStageMessages(tx, fromTheBeginning),
    readKinds(tx, participantsIds),
  ])
  return { messages, kinds }
}

async function write(
  tx: Tx,
  input: Omit<Parameters<typeof conversationRows>[1], 'knownById'> & { rule: ThreadRule },
): Promise<number> {
  const rows = await conversationRows(tx, { ...input, knownById: new Map() })
  const made = await writeConversations(tx, { rows, now: input.clock.now() })
  await writeEntries(tx, { conversations: input.conversations, ruleVersion: input.rule.version })
  return made
}
