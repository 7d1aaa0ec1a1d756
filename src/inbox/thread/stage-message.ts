import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { MessageKind } from '../../channels/channels.ts'
import type { Db } from '../../store/store.ts'
import { hazardsIn } from '../../understanding/understanding.ts'
import { asks, closes, type StatusMessage } from '../status.ts'
import { tellingWords } from './likeness.ts'
import type { ThreadMessage } from './score.ts'

/** A message as threading and status see it, with the decision it has so far. */
export type StageMessage = ThreadMessage & StatusMessage & { entry: StoredEntry | null; hazardOver: boolean }

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

/** Longer texts are read this far: enough to tell what they are about. */
const TEXT_CHARACTERS_MAX = 2_000

type Row = {
  id: Id
  participantsId: Id
  atMs: number
  kind: MessageKind
  direction: 'in' | 'out' | null
  channel: string
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
}

/** All messages of these participants, by participants, oldest first. */
export async function readStageMessages(
  db: Db,
  participantsIds: readonly Id[],
): Promise<Map<Id, StageMessage[]>> {
  const { rows } = await sql<Row>`
    select m.id, m.participants_id, (extract(epoch from m.at) * 1000)::float8 as at_ms, m.kind, m.direction, m.channel,
           left(case when m.body = '' then coalesce(m.transcript, '') else m.body end, ${TEXT_CHARACTERS_MAX}) as text,
           m.duration_seconds, 'spam' = any(m.labels) as spam,
           e.conversation_id, e.turn, e.decision, e.confidence, e.factors::text as factors, e.runners_up::text as runners_up, e.rule_version
    from message m left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id
    where m.participants_id = any(${participantsIds as Id[]}::uuid[])
    order by m.participants_id, m.at, m.id`.execute(db)
  return Map.groupBy(rows.map(toStageMessage), (message) => message.participantsId)
}

function toStageMessage(row: Row): StageMessage {
  const hazard = row.direction === 'out' ? undefined : hazardsIn(row.text)[0]
  return {
    id: row.id,
    participantsId: row.participantsId,
    atMs: row.atMs,
    kind: row.kind,
    direction: row.direction,
    channel: row.channel,
    words: tellingWords(row.text),
    asks: asks(row.text),
    closes: closes(row.text),
    hazard: hazard?.state === 'present' ? hazard.kind : null,
    hazardOver: hazard !== undefined && hazard.state !== 'present',
    durationSeconds: row.durationSeconds,
    spam: row.spam,
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
