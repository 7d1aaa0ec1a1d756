import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Suggestion } from '../contract/suggestions.ts'
import { listTemplates } from '../replies/replies.ts'
import type { Store, Tx } from '../store/store.ts'
import { type Calibration, calibrate } from './calibration/calibrate.ts'
import { readRecord } from './calibration/record.ts'
import { type Draft, draftFor } from './draft/draft.ts'
import { openPastReplies, type PastReplies } from './draft/past-replies.ts'
import { keepSuggestion } from './keep.ts'
import { readPastReplies } from './past.ts'
import { pendingSuggestion, rejectedFor } from './read.ts'
import { readSituation } from './situation.ts'

/** A draft, how likely it is good, and the message that it answers. */
export type Drafted = { messageId: Id; draft: Draft; confidence: number }

/** What a firm has said and decided before: what drafts are made of, and judged by. */
export type Experience = { past: PastReplies; calibration: Calibration }

/** Drafts an answer by what is kept now, without a language model; undefined where nobody can be answered, or all was rejected. */
export async function draftAnswer(
  { store }: { store: Store },
  { tenantId, conversationId, experience }: { tenantId: Id; conversationId: Id; experience: Experience },
): Promise<Drafted | undefined> {
  const found = await store.read(tenantId, async (db) => {
    const situation = await readSituation(db, conversationId)
    if (situation === undefined) return undefined
    return {
      situation,
      rejected: await rejectedFor(db, situation.messageId),
      own: await listTemplates(db),
    }
  })
  if (found === undefined) return undefined
  const { past, calibration } = experience
  const draft = draftFor(found.situation, { past, ...found })
  if (draft === undefined) return undefined
  return { messageId: found.situation.messageId, draft, confidence: calibration.confidenceOf(draft) }
}

/** What the firm has said and decided until now. */
export async function loadExperience({ store }: { store: Store }, tenantId: Id): Promise<Experience> {
  const [past, record] = await store.read(tenantId, async (db) => [
    await readPastReplies(db),
    await readRecord(db),
  ])
  return { past: openPastReplies(past), calibration: calibrate(record) }
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
