import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Model } from '../models/models.ts'
import type { Db, Store, Tx } from '../store/store.ts'
import { fold } from '../understanding/understanding.ts'
import { calibrate } from './calibration/calibrate.ts'
import { readRecord } from './calibration/record.ts'
import { isCurrent } from './current.ts'
import { askedIn } from './draft/asked.ts'
import { type Draft, draftOfModel, type Rejected } from './draft/draft.ts'
import type { Breach } from './draft/guard.ts'
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
    return situation && { situation, rejected: await rejectedFor(db, asked.messageId) }
  })
  let isKept = false
  const keeping = (said: ModelSaid) => (tx: Tx) => {
    isKept = true
    return modelAnswered(tx, { clock, asked, said })
  }
  if (found !== undefined && mayBeAsked(found.situation)) {
    const { situation, rejected } = found
    const asking = model.ask({
      tenantId,
      purpose: 'suggestion',
      messageId: situation.unanswered.at(-1)?.id ?? situation.messageId,
      ...suggestionPrompt(situation),
      schema: suggestionSchema,
      read: readWritten,
      keep: async (written) => {
        const draft = written && judged(situation, { text: written.text, model: model.name, rejected })
        if (draft === null || 'breach' in draft) return keeping(draft)
        const confidence = calibrate(await record).confidenceOf(draft)
        return keeping({ draft, confidence, model: model.name })
      },
    })
    const record = store.read(tenantId, readRecord) // while the model writes
    const [told] = await Promise.all([asking, record])
    if (told.answer === undefined && told.later) return 'later'
  }
  if (!isKept) await store.write(tenantId, keeping(null))
  return 'done'
}

function mayBeAsked(situation: Situation): boolean {
  const { hazard, text } = askedIn(situation)
  return hazard === null && text !== ''
}

/** What a model wrote as a draft, or why it is none; null where a person has rejected the same words. */
function judged(
  situation: Situation,
  { text, model, rejected }: { text: string; model: string; rejected: Rejected },
): Draft | { breach: Breach } | null {
  const draft = draftOfModel(situation, { text, model })
  if (typeof draft === 'string') return { breach: draft }
  return [...rejected.texts].some((one) => fold(one) === fold(draft.text)) ? null : draft
}
