import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import { isCurrent, lastWordOf } from './current.ts'
import type { Draft } from './draft/draft.ts'
import type { Breach } from './draft/guard.ts'

type NewSuggestion = {
  clock: Clock
  conversationId: Id
  /** The message that had come in last when it was drafted. */
  messageId: Id
  draft: Draft
  /** How likely it is good, by what the firm decided on others. */
  confidence: number
  model?: string
}

/**
 * Keeps a draft as the conversation's pending suggestion; false where something was said since it was drafted, or one is pending already.
 */
export async function keepSuggestion(tx: Tx, input: NewSuggestion): Promise<boolean> {
  await lockConversation(tx, input.conversationId)
  if ((await lastWordOf(tx, input.conversationId)) !== input.messageId) return false
  await expireOvertaken(tx, input)
  return (await insert(tx, { ...input, modelAskedAt: null })) > 0
}

/** So that of two transactions which make a suggestion pending, the second sees what the first did. */
export async function lockConversation(tx: Tx, conversationId: Id): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('suggestions:' || ${conversationId}, 0))`.execute(
    tx,
  )
}

/** Ends suggestions of conversations in which something was said since, or that wait for no answer any more; of one, or of all. */
export async function expireOvertaken(
  tx: Tx,
  { clock, conversationId }: { clock: Clock; conversationId?: Id },
): Promise<number> {
  const of = conversationId === undefined ? sql`true` : sql`s.conversation_id = ${conversationId}`
  const { numAffectedRows } = await sql`
    update suggestion s set state = 'expired', decided_at = ${clock.now()}
    where s.state = 'pending' and ${of} and not ${isCurrent}`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** What a language model made of a pending suggestion: a better one, or why its words were dropped; null when it knew none. */
export type ModelSaid = { draft: Draft; confidence: number; model: string } | { breach: Breach } | null

/** A suggestion that a model is asked about. */
export type AskedAbout = { id: Id; conversationId: Id; messageId: Id }

/**
 * Puts a model's draft in the place of the one that stood meanwhile, which ends as expired; or notes that it was asked in vain. Nothing
 * where a person has decided, or something was said, while the model wrote.
 */
export async function modelAnswered(
  tx: Tx,
  { clock, asked, said }: { clock: Clock; asked: AskedAbout; said: ModelSaid },
): Promise<void> {
  const now = clock.now()
  await lockConversation(tx, asked.conversationId)
  const { rows } = await sql`
    select from suggestion s where s.id = ${asked.id} and s.state = 'pending' and ${isCurrent} for update of s`.execute(
    tx,
  )
  if (rows.length === 0) return
  if (said === null || 'breach' in said) {
    const why =
      said === null ? [] : [{ code: 'draft_dropped', params: { source: 'model', breach: said.breach } }]
    await sql`
      update suggestion set model_asked_at = ${now}, reasons = reasons || ${JSON.stringify(why)}::jsonb where id = ${asked.id}`.execute(
      tx,
    )
    return
  }
  await sql`update suggestion set state = 'expired', decided_at = ${now}, model_asked_at = ${now} where id = ${asked.id}`.execute(
    tx,
  )
  await insert(tx, { clock, ...asked, ...said, modelAskedAt: now })
}

async function insert(tx: Tx, input: NewSuggestion & { modelAskedAt: Date | null }): Promise<number> {
  const { clock, conversationId, messageId, draft } = input
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('suggestion')
    .values({
      id: newId(clock),
      ...{ conversationId, messageId },
      state: 'pending',
      body: draft.text,
      language: draft.language,
      source: draft.source,
      confidence: input.confidence,
      prior: draft.prior,
      reasons: JSON.stringify(draft.reasons),
      model: input.model ?? null,
      pastMessageId: draft.pastMessageId,
      modelAskedAt: input.modelAskedAt,
      madeAt: clock.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(['tenantId', 'conversationId']).where('state', '=', 'pending').doNothing(),
    )
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0n)
}
