import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { MessageKind } from '../../channels/channels.ts'
import type { Db } from '../../store/store.ts'
import { asks, closes, thanks } from '../closing.ts'
import { type HazardMessage, NO_HAZARD, readHazard, textCharactersMax } from '../hazard.ts'
import type { StatusMessage } from '../status.ts'
import { tellingWords } from './likeness.ts'
import type { ThreadMessage } from './score.ts'

/** A message as threading and status see it, with the decision it has so far. */
export type StageMessage = ThreadMessage &
  StatusMessage &
  HazardMessage & { identity: Id; entry: StoredEntry | null }

/** A thread_entry as stored; `factors` and `runnersUp` as JSON text, to be compared. */
export type StoredEntry = {
  conversationId: Id
  turn: number
  decision: string
  confidence: number
  factors: string
  runnersUp: string | null
  ruleVersion: number
}

type Row = {
  id: Id
  identity: Id
  participantsId: Id
  atMs: number
  kind: MessageKind
  direction: 'in' | 'out' | null
  channel: string
  sourceThread: string | null
  /** Sent by a machine: a list, an automatic answer, a bounce. */
  automatic: boolean
  text: string
  durationSeconds: number | null
  spam: boolean
  conversationId: Id | null
  turn: number
  decision: string
  confidence: number
  factors: string
  runnersUp: string | null
  ruleVersion: number
  cameBackAtMs: number | null
}

/** The messages of each of these participants from a time on, oldest first. */
export async function readStageMessages(
  db: Db,
  window: ReadonlyMap<Id, number>,
): Promise<Map<Id, StageMessage[]>> {
  const { rows } = await sql<Row>`
    select m.id, m.identity, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms, m.kind, m.direction, m.channel, m.source_thread,
           m.labels && '{list,auto,bounce,notice}' as automatic,
           left(case when m.body = '' then coalesce(m.transcript, '') else m.body end, ${textCharactersMax}) as text,
           m.duration_seconds, 'spam' = any(m.labels) as spam,
           e.conversation_id, e.turn, e.decision, e.confidence, e.factors::text as factors, e.runners_up::text as runners_up, e.rule_version,
           case when m.direction = 'out' and m.wire_id is not null then (
             select (extract(epoch from max(d.received_at)) * 1000)::float8 from delivery_event d
             where d.tenant_id = m.tenant_id and d.message_id = m.wire_id and d.kind = 'bounced') end as came_back_at_ms
    from message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    where ${inWindow(window)} and m.kind <> 'step'`.execute(db)
  const inside = rows.filter(({ participantsId, atMs }) => atMs >= (window.get(participantsId) ?? 0))
  const messages: StageMessage[] = []
  for (let at = 0; at < inside.length; at += MESSAGES_PER_TURN) {
    messages.push(...inside.slice(at, at + MESSAGES_PER_TURN).map(toStageMessage))
    await setImmediate()
  }
  return Map.groupBy(messages.sort(inOrder), ({ participantsId }) => participantsId)
}

/** What they say is looked at in turns of a few milliseconds, so that the next statement can be sent meanwhile. */
const MESSAGES_PER_TURN = 50

/**
 * Condition on `message m` that holds for all of the window, and for little else. One list and one bound: the
 * planner finds the index for these whether or not the table has been measured.
 */
export function inWindow(window: ReadonlyMap<Id, number>) {
  const fromMs = Math.min(...window.values())
  return sql<boolean>`m.participants_id = any(${[...window.keys()]}::uuid[]) and m.at >= to_timestamp(${fromMs}::float8 / 1000)`
}

/** The order in which things were said; what was said in one millisecond comes in an order that does not depend on when we heard of it. */
export function inOrder(
  a: Pick<StageMessage, 'atMs' | 'identity' | 'id'>,
  b: Pick<StageMessage, 'atMs' | 'identity' | 'id'>,
): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs
  if (a.identity !== b.identity) return a.identity < b.identity ? -1 : 1
  return a.id < b.id ? -1 : 1
}

function toStageMessage(row: Row): StageMessage {
  return {
    id: row.id,
    identity: row.identity,
    participantsId: row.participantsId,
    atMs: row.atMs,
    kind: row.kind,
    direction: row.direction,
    channel: row.channel,
    sourceThread: row.sourceThread,
    words: tellingWords(row.text),
    asks: asks(row.text),
    automatic: row.automatic,
    closes: closes(row.text),
    thanks: thanks(row.text),
    ...(row.direction === 'out' ? NO_HAZARD : readHazard(row.text)),
    durationSeconds: row.durationSeconds,
    spam: row.spam,
    cameBackAtMs: row.cameBackAtMs,
    entry:
      row.conversationId === null
        ? null
        : {
            conversationId: row.conversationId,
            turn: row.turn,
            decision: row.decision,
            confidence: row.confidence,
            factors: row.factors,
            runnersUp: row.runnersUp,
            ruleVersion: row.ruleVersion,
          },
  }
}
