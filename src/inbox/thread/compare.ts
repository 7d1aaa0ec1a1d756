import type { Clock } from '../../base/clock.ts'
import { type Id, newId } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { assignConversations } from './assign.ts'
import { readHandChanges } from './hand-changes.ts'
import type { ThreadRule } from './rule.ts'
import { changedMergedInto, conversationRows, placeAll, readKinds, readKnown } from './stage.ts'
import { readStageMessages } from './stage-message.ts'
import { findWindow } from './window.ts'
import { type ConversationRow, changedEntries } from './write.ts'

/** A value as it is kept, and as it comes out now: numbers, codes and ids. */
export type Pair = [kept: string | number | boolean | null, derived: string | number | boolean | null]

/** A conversation or a decision that threading again would write otherwise. */
export type ThreadDifference = { of: 'conversation' | 'message'; id: Id; fields: Record<string, Pair> }

/** What time alone does to conversations is done within so much of its hour. */
const LATE_MS = 60 * 60_000

/**
 * Threads these participants again and writes nothing: what differs from what is kept. null where some of it is not
 * threaded by the present rule yet. Call under `lockThreads`, or look again under it at what was found.
 */
export async function compareThreads(
  db: Db,
  input: { clock: Clock; rule: ThreadRule; participantsIds: readonly Id[] },
): Promise<ThreadDifference[] | null> {
  const { clock, rule } = input
  const changes = await readHandChanges(db)
  const window = await findWindow(db, { ...input, changes })
  if (window.size === 0) return []
  const messages = await readStageMessages(db, window)
  const isPresent = [...messages.values()].every((own) =>
    own.every(({ entry }) => entry?.ruleVersion === rule.version),
  )
  if (!isPresent) return null
  const known = await readKnown(db, window, messages)
  const kinds = await readKinds(db, [...window.keys()])
  const placements = placeAll(messages, { rule, kinds })
  const { conversations, absorbed } = assignConversations(placements, {
    known,
    changes,
    newId: () => newId(clock),
  })
  const knownById = new Map(known.map((one) => [one.id, one]))
  const rowsAt = (now: Date) =>
    conversationRows(db, { clock: { now: () => now }, conversations, kinds, knownById })
  const now = clock.now()
  const rows = await rowsAt(now)
  const suspect = rows.filter(({ id, fingerprint }) => knownById.get(id)?.fingerprint !== fingerprint)
  const before = suspect.length === 0 ? [] : await rowsAt(new Date(now.getTime() - LATE_MS))
  const stoodBefore = new Map(before.map(({ id, fingerprint }) => [id, fingerprint]))
  const differences: ThreadDifference[] = []
  for (const row of suspect) {
    const kept = knownById.get(row.id)
    if (kept === undefined || kept.fingerprint === stoodBefore.get(row.id)) continue // a new one: its messages tell
    differences.push({ of: 'conversation', id: row.id, fields: differing(kept as unknown as Row, row) })
  }
  for (const { id, mergedInto } of changedMergedInto(known, absorbed))
    differences.push({
      of: 'conversation',
      id,
      fields: { mergedInto: [knownById.get(id)?.mergedInto ?? null, mergedInto] },
    })
  for (const { message, record } of changedEntries({ conversations, ruleVersion: rule.version })) {
    const { entry } = message
    differences.push({
      of: 'message',
      id: message.id,
      fields: differing(
        { ...entry, factors: null, runnersUp: null } as unknown as Row,
        {
          // A conversation that would be made has another id each time.
          conversationId: knownById.has(record.conversation_id as Id) ? record.conversation_id : 'new',
          turn: record.turn,
          decision: record.decision,
        } as Row,
      ),
    })
  }
  return differences
}

type Row = Record<string, Pair[0]>

const COLUMNS = [
  ...[
    'participantsId',
    'lastMessageId',
    'firstAtMs',
    'lastAtMs',
    'lastInAtMs',
    'lastOutAtMs',
    'waitingSinceMs',
  ],
  ...['restsAtMs', 'messageCount', 'spam', 'hazard', 'urgency', 'urgentMessageId', 'status', 'statusReason'],
  ...['conversationId', 'turn', 'decision'],
]

/** Columns in which two rows differ; of a decision whose weighing alone differs, that. */
function differing(kept: Row, derived: Row | ConversationRow): ThreadDifference['fields'] {
  const now = derived as Row
  const found = COLUMNS.filter((name) => name in now && (kept[name] ?? null) !== (now[name] ?? null))
  if (found.length === 0) return { factors: [null, null] }
  return Object.fromEntries(found.map((name) => [name, [kept[name] ?? null, now[name] ?? null]]))
}
