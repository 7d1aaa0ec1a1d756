import type { Id } from '../base/ids.ts'
import type { Tx } from '../store/store.ts'
import type { Understanding } from '../understanding/understanding.ts'
import { packDetail } from './detail.ts'

/**
 * Notes that a language model was asked about a message, and keeps what it answered, if it knew better. A row that was
 * made anew meanwhile, or refined by somebody else, is left alone: the answer was about an older reading.
 */
export async function refinementAsked(
  tx: Tx,
  input: {
    messageId: Id
    version: string
    ruleVersion: number
    now: Date
    answer: { understanding: Understanding; refinedBy: string } | undefined
  },
): Promise<void> {
  const { answer } = input
  const refined = answer?.understanding
  await tx
    .updateTable('understanding')
    .set({
      refinedAt: input.now,
      ...(refined === undefined
        ? {}
        : {
            language: refined.language,
            urgency: refined.urgency.value,
            sentiment: refined.sentiment.value,
            ticket: refined.ticket.value,
            confidence: Math.max(0, Math.min(1, refined.confidence)),
            detail: JSON.stringify(packDetail(refined)),
            refinedBy: answer?.refinedBy ?? null,
          }),
    })
    .where('messageId', '=', input.messageId)
    .where('version', '=', input.version)
    .where('ruleVersion', '=', input.ruleVersion)
    .where('refinedAt', 'is', null)
    .execute()
}
