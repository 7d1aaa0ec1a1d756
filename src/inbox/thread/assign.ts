import type { Id } from '../../base/ids.ts'
import type { StageMessage } from './stage-message.ts'
import type { Placement } from './walk.ts'

/** A stored conversation, as far as its identity goes. */
export type KnownConversation = { id: Id; participantsId: Id; anchorMessageId: Id; mergedInto: Id | null }

/** Placements with the messages they are about. */
export type StagePlacement = Placement & { message: StageMessage }

/** A conversation as it must be: which messages, and which earlier conversations went into it. */
export type AssignedConversation = {
  id: Id
  anchorMessageId: Id
  participantsId: Id
  /** Oldest first. */
  placements: StagePlacement[]
}

export type Assignment = {
  conversations: AssignedConversation[]
  /** Known conversations that lead no messages now, and where theirs went. */
  absorbed: Map<Id, Id>
}

/**
 * Gives each group of placements its conversation. A conversation goes wherever its anchor message goes, so it
 * keeps its id when older messages turn up, when rules change, and when a change is undone. Two anchors in one
 * group: the older message's conversation leads. Then the merges made by people are applied: `merges` maps an
 * absorbed conversation to the one that keeps it.
 */
export function assignConversations(
  placements: readonly StagePlacement[],
  input: { known: readonly KnownConversation[]; merges: ReadonlyMap<Id, Id>; newId: () => Id },
): Assignment {
  const knownByAnchor = new Map(
    input.known.map((conversation) => [conversation.anchorMessageId, conversation]),
  )
  const absorbed = new Map<Id, Id>()
  const led = new Map<Id, AssignedConversation>()
  for (const group of Map.groupBy(placements, (placement) => placement.anchorId).values()) {
    const anchored = group.flatMap(({ message }) => knownByAnchor.get(message.id) ?? [])
    const [lead, ...others] = anchored
    const first = group[0]
    if (first === undefined) continue
    const id = lead?.id ?? input.newId()
    for (const other of others) absorbed.set(other.id, id)
    led.set(id, {
      id,
      anchorMessageId: lead?.anchorMessageId ?? first.message.id,
      participantsId: first.message.participantsId,
      placements: group,
    })
  }
  for (const [from, to] of input.merges) {
    const moving = led.get(from)
    const target = led.get(resolve(input.merges, absorbed, to))
    if (moving === undefined || target === undefined || moving === target) continue
    led.delete(from)
    absorbed.set(from, target.id)
    target.placements = [...target.placements, ...moving.placements.map(byHand)].sort(inOrder)
  }
  return { conversations: [...led.values()], absorbed }
}

/** Follows merges by people and by rule to the conversation that stands. */
function resolve(merges: ReadonlyMap<Id, Id>, absorbed: ReadonlyMap<Id, Id>, id: Id): Id {
  let at = id
  for (let hops = 0; hops < 1_000; hops++) {
    const next = merges.get(at) ?? absorbed.get(at)
    if (next === undefined) break
    at = next
  }
  return at
}

/** The first message of a conversation merged by hand says so. */
function byHand(placement: StagePlacement, index: number): StagePlacement {
  if (index > 0) return placement
  return {
    ...placement,
    decision: 'merge_threads',
    confidence: 1,
    factors: [{ factor: 'by_hand', weight: 1, score: 1, detail: [] }],
    runnersUp: [],
  }
}

function inOrder(a: StagePlacement, b: StagePlacement): number {
  return a.message.atMs - b.message.atMs || (a.message.id < b.message.id ? -1 : 1)
}
