import type { Told } from '../contract/hooks.ts'
import { cursorText, type Event } from '../events/events.ts'

/**
 * Columns whose contents leave the house; of any other that changed only the name is told. Another system has no role here, so that
 * what it hears must be fit for whoever reads it there: states, times, counts and ids, and nothing that people wrote or are called.
 */
export const TOLD_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  conversation: [
    ...['status', 'status_reason', 'spam', 'hazard', 'urgency', 'urgent_message_id', 'waiting_since'],
    ...['message_count', 'last_message_id', 'last_at', 'merged_into', 'archived_at'],
  ],
  message: ['deleted', 'urgency'],
  customer: ['kind', 'merged_into', 'version'],
  question: ['answer'],
  reply: ['state', 'tries', 'trouble_code', 'send_at', 'sent_at'],
  suggestion: ['state', 'source'],
  ticket: [
    ...[
      'status',
      'priority',
      'hazard',
      'question',
      'category',
      'customer_id',
      'property_id',
      'assignee_id',
      'merged_into',
    ],
    ...['respond_by', 'solve_by', 'paused_at', 'responded_at', 'solved_at', 'version', 'unlinked_at', 'role'],
  ],
  run: [
    ...['status', 'phase', 'total_messages', 'seen', 'stored', 'duplicates', 'rejected', 'customers_created'],
    ...['conversations_created', 'attachments_resolved', 'attachments_missing'],
  ],
  source: ['state', 'looked_at', 'news_at', 'message_count', 'failures', 'trouble_code', 'removed_at'],
  incident: ['kind', 'recovered', 'ended_at'],
  alert: ['severity', 'ended_at', 'resolved_at'],
  conflict: ['kind', 'entity_id', 'field', 'strategy', 'reason', 'lost', 'mirror_id', 'settled_at'],
  mirror: ['state', 'failures', 'trouble_code', 'removed_at', 'looked_through_at'],
}

/** A statement may change 500 rows: what is longer is told by its ids alone, for receivers bound what they read. */
const CHANGES_CHARACTERS_MAX = 32_000

/** What another system is told of an event. */
export function toldOf({ cursor, kind, ids, changes, actor, at }: Event): Told {
  const columns = TOLD_COLUMNS[kind.slice(0, kind.indexOf('.'))] ?? []
  const told = changes && narrowed(changes, columns)
  return {
    type: kind,
    timestamp: at.toISOString(),
    data: {
      cursor: cursorText(cursor),
      ids,
      actor: actor.startsWith('database:') ? 'database' : actor, // the rest of it may be somebody's name
      changes: told !== null && JSON.stringify(told).length <= CHANGES_CHARACTERS_MAX ? told : null,
    },
  }
}

type Changes = NonNullable<Event['changes']>

function narrowed(changes: Changes, columns: readonly string[]): Changes {
  return Object.fromEntries(
    Object.entries(changes).map(([id, changed]) => [
      id,
      Object.fromEntries(
        Object.entries(changed).map(([column, values]) => [column, columns.includes(column) ? values : []]),
      ),
    ]),
  )
}
