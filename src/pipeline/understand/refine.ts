import type { Id } from '../../base/ids.ts'
import { refinementAsked } from '../../findings/findings.ts'
import {
  currentRule,
  messagesToRefine,
  readMessagesToUnderstand,
  settleConversations,
} from '../../inbox/inbox.ts'
import type { Tx } from '../../store/store.ts'
import type { Refine } from '../refiner.ts'
import { readPresent, type StageInput, type StageIo } from './understand-all.ts'

/** Who looks again, at what (messages less surely understood than this, 0 to 1), and at how many at once. */
export type Refining = { refine: Refine; unsureBelow: number; atOnce: number }

const LOOK_MESSAGES = 100

/**
 * Asks the language model about messages of open conversations that were not surely understood, newest first, each
 * once for each version: what a kill takes away is asked again, what was answered is not. Nothing waits for it:
 * the results it looks at are kept and shown already, and no transaction is open meanwhile. Ends when the model may not
 * be asked now; what is left waits for the next time.
 */
export async function refineOpen(io: StageIo & Refining, input: StageInput): Promise<void> {
  for (;;) {
    const present = await readPresent(io, input.tenantId)
    const messages = await io.store.read(input.tenantId, async (db) =>
      readMessagesToUnderstand(
        db,
        await messagesToRefine(db, { ...present, confidenceBelow: io.unsureBelow, limit: LOOK_MESSAGES }),
      ),
    )
    if (messages.length === 0) return
    for (let at = 0; at < messages.length; at += io.atOnce) {
      input.signal?.throwIfAborted()
      const batch = messages.slice(at, at + io.atOnce)
      const understandings = await io.mind.understand({ messages: batch, ...present })
      const answers = await Promise.all(
        batch.map(async ({ id, words, channel, sentAt }, index) => {
          const understanding = understandings[index]
          if (understanding === undefined) return undefined
          const { timeZone } = present
          return io.refine({
            tenantId: input.tenantId,
            messageId: id,
            text: words,
            channel,
            sentAt,
            timeZone,
            understanding,
          })
        }),
      )
      await io.store.write(input.tenantId, async (tx) => {
        for (const [index, { id }] of batch.entries()) {
          const answer = answers[index]
          if (answer === 'later') continue
          await refinementAsked(tx, { messageId: id, ...present, now: io.clock.now(), answer })
        }
        const rule = await currentRule(tx, { clock: io.clock, timeoutHours: input.timeoutHours })
        const messageIds = batch.map(({ id }) => id)
        await settleConversations(tx, { clock: io.clock, rule, messageIds })
        await tell(tx, io, { tenantId: input.tenantId, messageIds, answers })
      })
      if (answers.includes('later')) return
    }
  }
}

/** Tells the audit trail what a model changed. */
async function tell(
  tx: Tx,
  { audit }: Pick<StageIo, 'audit'>,
  input: { tenantId: Id; messageIds: readonly Id[]; answers: readonly Awaited<ReturnType<Refine>>[] },
): Promise<void> {
  const changed = input.messageIds.flatMap((id, index) => {
    const answer = input.answers[index]
    return answer === undefined || answer === 'later' ? [] : [{ id, model: answer.refinedBy }]
  })
  for (const [model, messages] of Map.groupBy(changed, (one) => one.model))
    await audit.record(tx, input.tenantId, {
      actor: { kind: 'model', id: model, label: model },
      action: 'understanding.refined',
      details: { messages: messages.map(({ id }) => id) },
    })
}
