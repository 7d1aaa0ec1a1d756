import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Suggestion } from '../contract/suggestions.ts'
import type { Store, Tx } from '../store/store.ts'
import { type Draft, draftFor } from './draft/draft.ts'
import { openPastReplies, type PastReplies } from './draft/past-replies.ts'
import { keepSuggestion } from './keep.ts'
import { readPastReplies } from './past.ts'
import { pendingSuggestion, rejectedFor } from './read.ts'
import { readSituation } from './situation.ts'

/** A draft, and the message that it answers. */
export type Drafted = { messageId: Id; draft: Draft }

/** Drafts an answer by what is kept now, without a language model; undefined where nobody can be answered, or all was rejected. */
export async function draftAnswer(
  { store }: { store: Store },
  { tenantId, conversationId, past }: { tenantId: Id; conversationId: Id; past: PastReplies },
): Promise<Drafted | undefined> {
  const found = await store.read(tenantId, async (db) => {
    const situation = await readSituation(db, conversationId)
    return situation && { situation, rejected: await rejectedFor(db, situation.messageId) }
  })
  const draft = found && draftFor(found.situation, { past, rejected: found.rejected })
  return draft && found && { messageId: found.situation.messageId, draft }
}

/** The firm's own past answers, as they are now. */
export async function loadPastReplies({ store }: { store: Store }, tenantId: Id): Promise<PastReplies> {
  return openPastReplies(await store.read(tenantId, readPastReplies))
}

/**
 * Keeps what was drafted because a person asked for it, and answers what is pending then: theirs, or one that came first. Refuses with
 * `nothing_to_suggest`.
 */
export async function suggestAsAsked(
  tx: Tx,
  { clock, conversationId, drafted }: { clock: Clock; conversationId: Id; drafted: Drafted | undefined },
): Promise<Suggestion> {
  if (drafted !== undefined) await keepSuggestion(tx, { clock, conversationId, ...drafted })
  const suggestion = await pendingSuggestion(tx, conversationId)
  if (suggestion !== null) return suggestion
  throw new Refusal(
    'nothing_to_suggest',
    'There is nothing to suggest: nobody waits for an answer that can be sent from here, or all that could be said was rejected.',
    'Write the answer yourself.',
    { status: 409 },
  )
}
