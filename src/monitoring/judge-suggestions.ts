import type { Judged, Trouble } from './judge.ts'
import { sumOf } from './read-metrics.ts'

/** Of fewer decisions or questions the share says nothing. */
const DECISIONS_MIN = 20
const QUESTIONS_MIN = 10
const QUESTIONS_FAILED_PERCENT = 50
const DRAFTS_FAILED_MIN = 3
/** Above so much of its threshold an alert is over. */
const OVER_ABOVE = 1.1

/** Suggested answers that cannot be drafted or are not wanted, and a language model that fails: all goes on without them. */
export function ofSuggestions({
  facts: { recent, replies },
  thresholds: { suggestionGoodPercent },
}: Pick<Judged, 'facts' | 'thresholds'>): Trouble[] {
  const found: Trouble[] = []
  const usual = { sourceId: null, severity: 'medium' } as const
  const failed = sumOf(
    recent.filter(({ name }) => name === 'suggestion'),
    'failed',
  )
  if (failed > 0)
    found.push({
      ...{ ...usual, type: 'suggestions_failing', isFading: failed < DRAFTS_FAILED_MIN },
      details: { value: failed, threshold: DRAFTS_FAILED_MIN },
    })
  const { decided, good } = replies.lately
  const percent = Math.round((good / decided) * 100)
  if (decided >= DECISIONS_MIN && percent < suggestionGoodPercent * OVER_ABOVE)
    found.push({
      ...{ ...usual, type: 'suggestions_rejected', isFading: percent >= suggestionGoodPercent },
      details: { value: percent, decided, threshold: suggestionGoodPercent },
    })
  const { asked, failed: value } = replies.model
  if (asked >= QUESTIONS_MIN && (value / asked) * 100 > QUESTIONS_FAILED_PERCENT)
    found.push({
      ...{ ...usual, type: 'model_failing', isFading: false },
      details: { value, asked, threshold: QUESTIONS_FAILED_PERCENT },
    })
  return found
}
