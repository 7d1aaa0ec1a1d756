import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { DismissReason, LostKind } from '../contract/insights.ts'
import type { Tx } from '../store/store.ts'

/**
 * Puts something of the list aside; it stays so until somebody takes that back. Refuses with `lost_work_not_found` when the
 * message is not in the list as that, `lost_work_dismissed` when it was put aside already.
 */
export async function dismissLostWork(
  tx: Tx,
  input: {
    clock: Clock
    messageId: Id
    kind: LostKind
    reason: DismissReason
    note?: string | undefined
    by: string
  },
): Promise<{ id: Id; conversationId: Id }> {
  const listed = await tx
    .selectFrom('conversationInsight')
    .select('conversationId')
    .where('lostMessageId', '=', input.messageId)
    .where('lostKind', '=', input.kind)
    .executeTakeFirst()
  if (listed === undefined) throw notFound()
  const id = newId(input.clock)
  const row = await tx
    .insertInto('lostWorkDismissal')
    .values({
      id,
      messageId: input.messageId,
      lostKind: input.kind,
      reason: input.reason,
      note: input.note ?? null,
      dismissedBy: input.by,
      dismissedAt: input.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined)
    throw new Refusal(
      'lost_work_dismissed',
      'Somebody has put this aside already.',
      'Look at the list anew; it can be taken back there.',
      { status: 409 },
    )
  return { id, conversationId: listed.conversationId }
}

/** Takes a putting aside back. Refuses with `dismissal_not_found`; done twice it changes nothing. */
export async function undoDismissal(tx: Tx, input: { clock: Clock; id: Id; by: string }): Promise<void> {
  const row = await tx
    .selectFrom('lostWorkDismissal')
    .selectAll()
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (row === undefined)
    throw new Refusal('dismissal_not_found', 'There is nothing to take back.', 'Look at the list anew.', {
      status: 404,
    })
  if (row.undoneAt !== null) return
  await tx
    .updateTable('lostWorkDismissal')
    .set({ undoneBy: input.by, undoneAt: input.clock.now() })
    .where('id', '=', input.id)
    .execute()
}

function notFound(): Refusal {
  return new Refusal(
    'lost_work_not_found',
    'This is not in the list of lost work.',
    'It may have been answered meanwhile: look at the list anew.',
    { status: 404 },
  )
}
