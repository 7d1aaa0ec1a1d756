import { type Selectable, sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import { Refusal } from '../base/refusal.ts'
import type { Suggestion, SuggestionState } from '../contract/suggestions.ts'
import { behind, type Db, newestPage, type Tables } from '../store/store.ts'
import { isCurrent } from './current.ts'
import type { Rejected } from './draft/draft.ts'

export type SuggestionRow = Selectable<Tables['suggestion']>
/** With the conversation in which the answer that it repeats stands now. */
type ShownRow = SuggestionRow & { pastConversationId: Id | null }

const shown = (db: Db) =>
  db
    .selectFrom('suggestion as s')
    .selectAll('s')
    .select(
      sql<Id | null>`(
        select e.conversation_id from thread_entry e where e.tenant_id = s.tenant_id and e.message_id = s.past_message_id)`.as(
        'pastConversationId',
      ),
    )

/** One suggestion. Refuses with `suggestion_not_found`. */
export async function readSuggestion(db: Db, id: Id): Promise<Suggestion> {
  const row = await shown(db).where('s.id', '=', id).executeTakeFirst()
  if (row === undefined) throw suggestionNotFound()
  return showSuggestion(row)
}

/** The pending suggestion of a conversation; null when there is none, or something was said since. */
export async function pendingSuggestion(db: Db, conversationId: Id): Promise<Suggestion | null> {
  const row = await shown(db)
    .where('s.conversationId', '=', conversationId)
    .where('s.state', '=', 'pending')
    .where(isCurrent)
    .executeTakeFirst()
  return row === undefined ? null : showSuggestion(row)
}

/** Suggestions in a state, newest first; of the pending ones those that nothing was said since. */
export async function listSuggestions(
  db: Db,
  query: { state: SuggestionState; cursor?: string | undefined; limit: number },
): Promise<Page<Suggestion>> {
  const rows = await shown(db)
    .where('s.state', '=', query.state)
    .where(query.state === 'pending' ? isCurrent : sql<boolean>`true`)
    .where(behind(query.cursor, 'made_at'))
    .orderBy('s.madeAt', 'desc')
    .orderBy('s.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, { limit: query.limit, at: ({ madeAt }) => madeAt, show: showSuggestion })
}

/** What people have rejected as an answer to a message. */
export async function rejectedFor(db: Db, messageId: Id): Promise<Rejected> {
  const rows = await db
    .selectFrom('suggestion')
    .select(['body', 'pastMessageId'])
    .where('messageId', '=', messageId)
    .where('state', '=', 'rejected')
    .execute()
  return {
    texts: new Set(rows.map(({ body }) => body)),
    pastMessageIds: new Set(rows.flatMap(({ pastMessageId }) => pastMessageId ?? [])),
  }
}

function showSuggestion({ pastConversationId, ...row }: ShownRow): Suggestion {
  return {
    id: row.id,
    conversationId: row.conversationId,
    messageId: row.messageId,
    state: row.state as SuggestionState,
    text: row.body,
    language: row.language as Suggestion['language'],
    source: row.source as Suggestion['source'],
    confidence: Math.round(row.confidence * 1000) / 1000,
    reasons: (row.reasons as Suggestion['reasons']).map(({ code, params }) =>
      code === 'past_reply' && pastConversationId !== null
        ? { code, params: { ...params, conversationId: pastConversationId } }
        : { code, params },
    ),
    model: row.model,
    madeAt: row.madeAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    rejection: row.rejection as Suggestion['rejection'],
    note: row.note,
    replyId: row.replyId,
    editDistance: row.editDistance === null ? null : Math.round(row.editDistance * 1000) / 1000,
  }
}

export function suggestionNotFound(): Refusal {
  return new Refusal(
    'suggestion_not_found',
    'There is no such suggestion.',
    'Look at the conversation again.',
    { status: 404 },
  )
}
