import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Model } from '../models/models.ts'
import type { Db, Store } from '../store/store.ts'
import { fold } from '../understanding/understanding.ts'
import { type Calibration, calibrate } from './calibration/calibrate.ts'
import { readRecord } from './calibration/record.ts'
import { isCurrent } from './current.ts'
import { askedIn, draftOfModel, type Rejected } from './draft/draft.ts'
import { readWritten, suggestionPrompt, suggestionSchema } from './draft/prompt.ts'
import { type AskedAbout, type ModelSaid, modelAnswered } from './keep.ts'
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
    if (situation === undefined) return undefined
    const rejected = await rejectedFor(db, asked.messageId)
    return { situation, rejected, calibration: calibrate(await readRecord(db)) }
  })
  const said = found === undefined ? null : await ask(model, { tenantId, ...found })
  if (said === 'later') return 'later'
  await store.write(tenantId, (tx) => modelAnswered(tx, { clock, asked, said }))
  return 'done'
}

async function ask(
  model: AskModelIo['model'],
  {
    tenantId,
    situation,
    rejected,
    calibration,
  }: { tenantId: Id; situation: Situation; rejected: Rejected; calibration: Calibration },
): Promise<ModelSaid | 'later'> {
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
  if (isRejected) return null
  return { draft, confidence: calibration.confidenceOf(draft), model: model.name }
}
