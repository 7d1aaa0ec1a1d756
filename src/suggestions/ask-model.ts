import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Model } from '../models/models.ts'
import type { Db, Store } from '../store/store.ts'
import { fold } from '../understanding/understanding.ts'
import { calibrate } from './calibration/calibrate.ts'
import { readRecord } from './calibration/record.ts'
import { isCurrent } from './current.ts'
import { askedIn } from './draft/asked.ts'
import { type Draft, draftOfModel, type Rejected } from './draft/draft.ts'
import type { Breach } from './draft/guard.ts'
import { readWritten, suggestionPrompt, suggestionSchema } from './draft/prompt.ts'
import { type AskedAbout, modelAnswered } from './keep.ts'
import { rejectedFor } from './read.ts'
import { readSituation, type Situation } from './situation.ts'

export type AskModelIo = { store: Store; clock: Clock; model: Pick<Model, 'ask' | 'name'> }

/** Pending suggestions that no model was asked about, newest first. */
export async function suggestionsToImprove(db: Db, limit: number): Promise<AskedAbout[]> {
  return db
    .selectFrom('suggestion as s')
    .select(['s.id', 's.conversationId', 's.messageId'])
    .where('s.state', '=', 'pending')
    .where('s.modelAskedAt', 'is', null)
    .where(isCurrent)
    .orderBy('s.madeAt', 'desc')
    .limit(limit)
    .execute()
}

/**
 * Asks a language model for a better answer than the one that stands meanwhile. In danger it is not asked: the fixed text is the answer.
 * `later` when it may not be asked now. Slow: no transaction is open while it writes.
 */
export async function improveSuggestion(
  { store, clock, model }: AskModelIo,
  { tenantId, asked }: { tenantId: Id; asked: AskedAbout },
): Promise<'done' | 'later'> {
  const found = await store.read(tenantId, async (db) => {
    const situation = await readSituation(db, asked.conversationId)
    return situation && { situation, rejected: await rejectedFor(db, asked.messageId) }
  })
  const [said, record] = await Promise.all([
    found === undefined ? null : ask(model, { tenantId, ...found }),
    store.read(tenantId, readRecord), // while the model writes
  ])
  if (said === 'later') return 'later'
  const judged =
    said !== null && 'draft' in said
      ? { ...said, confidence: calibrate(record).confidenceOf(said.draft) }
      : said
  await store.write(tenantId, (tx) => modelAnswered(tx, { clock, asked, said: judged }))
  return 'done'
}

type Written = { draft: Draft; model: string } | { breach: Breach } | null

async function ask(
  model: AskModelIo['model'],
  { tenantId, situation, rejected }: { tenantId: Id; situation: Situation; rejected: Rejected },
): Promise<Written | 'later'> {
  const { hazard, text } = askedIn(situation)
  if (hazard !== null || text === '') return null
  const told = await model.ask({
    tenantId,
    purpose: 'suggestion',
    messageId: situation.unanswered.at(-1)?.id ?? situation.messageId,
    ...suggestionPrompt(situation),
    schema: suggestionSchema,
    read: readWritten,
  })
  if (told.answer === undefined) return told.later ? 'later' : null
  const draft = draftOfModel(situation, { text: told.answer.text, model: model.name })
  if (typeof draft === 'string') return { breach: draft }
  const isRejected = [...rejected.texts].some((one) => fold(one) === fold(draft.text))
  return isRejected ? null : { draft, model: model.name }
}
