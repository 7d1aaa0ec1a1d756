import type { Id } from '../../base/ids.ts'
import type { HandChange } from './hand-changes.ts'
import { inOrder, type StageMessage } from './stage-message.ts'
import type { Placement } from './walk.ts'

/** A stored conversation, as far as its identity goes. */
export type KnownConversation = {
  id: Id
  participantsId: Id
  anchorMessageId: Id
  mergedInto: Id | null
  madeAtMs: number
}

/** Placements with the messages they are about. */
export type StagePlacement = Placement<StageMessage>

/** A conversation as it must be. */
export type AssignedConversation = {
  id: Id
  anchorMessageId: Id
  participantsId: Id
  /** Oldest first. */
  placements: StagePlacement[]
}

export type Assignment = {
  conversations: AssignedConversation[]
  /** Known conversations that lead no messages now, and where their anchors' messages went. */
  absorbed: Map<Id, Id>
}

/** Placements that belong together, and the known conversation that they are, if any. */
type Group = { lead: KnownConversation | undefined; placements: StagePlacement[] }

/**
 * Gives placements their conversations: first by what the rule said, then by what people changed since, oldest
 * change first. A conversation goes wherever its anchor message goes, so it keeps its id when older messages
 * turn up, when rules change, and when a change is undone; of several in one group the one made first leads.
 * Changes about messages that are not here do nothing.
 */
export function assignConversations(
  placements: readonly StagePlacement[],
  input: { known: readonly KnownConversation[]; changes: readonly HandChange[]; newId: () => Id },
): Assignment {
  const anchors = new Map(input.known.map((known) => [known.anchorMessageId, known]))
  const groupOf = new Map<Id, Group>()
  const groups = new Set<Group>()
  const settle = (group: Group) => {
    groups.add(group)
    for (const { message } of group.placements) groupOf.set(message.id, group)
  }
  for (const together of Map.groupBy(placements, ({ anchorId }) => anchorId).values())
    settle({ lead: firstMade(together, anchors), placements: together })

  for (const change of input.changes) {
    if (change.kind === 'merge') {
      const kept = groupOf.get(change.keptAnchor.messageId)
      const moving = groupOf.get(change.otherAnchor.messageId)
      if (kept === undefined || moving === undefined || kept === moving) continue
      groups.delete(moving)
      kept.placements = [...kept.placements, ...marked(moving.placements, 'merge_threads', 1)].sort((a, b) =>
        inOrder(a.message, b.message),
      )
      settle(kept)
    } else {
      const group = groupOf.get(change.at.messageId)
      const from = group?.placements.findIndex(({ message }) => message.id === change.at.messageId) ?? 0
      if (group === undefined || from === 0) continue
      const rest = marked(group.placements.slice(from), 'split_thread', -1)
      group.placements = group.placements.slice(0, from)
      const keeps = group.placements.some(({ message }) => message.id === group.lead?.anchorMessageId)
      settle({ lead: keeps ? firstMade(rest, anchors) : group.lead, placements: rest })
      if (!keeps) group.lead = firstMade(group.placements, anchors)
    }
  }

  const conversations: AssignedConversation[] = []
  const idOf = new Map<Group, Id>()
  for (const group of groups) {
    const first = group.placements[0]?.message
    if (first === undefined) continue
    const id = group.lead?.id ?? input.newId()
    const anchor = group.placements.find(({ message }) => message.id === group.lead?.anchorMessageId)
    idOf.set(group, id)
    conversations.push({
      id,
      anchorMessageId: (anchor?.message ?? first).id,
      participantsId: (anchor?.message ?? first).participantsId,
      placements: group.placements,
    })
  }
  const absorbed = new Map<Id, Id>()
  for (const known of input.known) {
    const group = groupOf.get(known.anchorMessageId)
    const id = group === undefined ? undefined : idOf.get(group)
    if (id !== undefined && id !== known.id) absorbed.set(known.id, id)
  }
  return { conversations, absorbed }
}

/** Of the known conversations anchored here the one made first; of those made at once, the one whose anchor is older. */
function firstMade(
  placements: readonly StagePlacement[],
  anchors: ReadonlyMap<Id, KnownConversation>,
): KnownConversation | undefined {
  let lead: KnownConversation | undefined
  for (const { message } of placements) {
    const known = anchors.get(message.id)
    if (known !== undefined && (lead === undefined || known.madeAtMs < lead.madeAtMs)) lead = known
  }
  return lead
}

/** The first message of what a person moved says so. */
function marked(
  placements: readonly StagePlacement[],
  decision: Placement['decision'],
  score: number,
): StagePlacement[] {
  return placements.map((placement, index) =>
    index > 0
      ? placement
      : {
          ...placement,
          decision,
          confidence: 1,
          factors: [{ factor: 'by_hand', weight: 1, score, detail: [] }],
          runnersUp: [],
        },
  )
}
