import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import { Refusal } from '../base/refusal.ts'
import { type DeadLetter, keptEventShape } from '../contract/events.ts'
import { behind, type Db, newestPage, type Tx } from '../store/store.ts'
import { BEGINNING, parseCursor } from './cursor.ts'
import type { Event } from './read.ts'

/** Events that subscribers gave up, newest first. */
export async function listDeadLetters(
  db: Db,
  query: { cursor?: string | undefined; limit: number },
): Promise<Page<DeadLetter>> {
  const rows = await db
    .selectFrom('deadLetter')
    .selectAll()
    .where(behind(query.cursor, 'failed_at'))
    .orderBy('failedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, {
    limit: query.limit,
    at: ({ failedAt }) => failedAt,
    show: ({ id, subscriber, event, troubleCode, tries, failedAt, replayedAt, replayedBy }) => ({
      ...{ id, subscriber, troubleCode, tries, replayedBy },
      event: keptEventShape.parse(event),
      failedAt: failedAt.toISOString(),
      replayedAt: replayedAt?.toISOString() ?? null,
    }),
  })
}

/** Whose it is, and the event. Refuses with `dead_letter_not_found` and `dead_letter_done`. */
export async function readDeadLetter(db: Db, id: Id): Promise<{ subscriber: string; event: Event }> {
  const row = await db.selectFrom('deadLetter').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) {
    throw new Refusal(
      'dead_letter_not_found',
      'There is no such event that was given up.',
      'Look at the list again.',
      {
        status: 404,
      },
    )
  }
  if (row.replayedAt !== null) throw alreadyDone()
  const { cursor, at, ...event } = keptEventShape.parse(row.event)
  return {
    subscriber: row.subscriber,
    event: { ...event, cursor: parseCursor(cursor) ?? BEGINNING, at: new Date(at) },
  }
}

/** Notes that it was done with after all. Refuses with `dead_letter_done` where somebody was quicker. */
export async function markReplayed(tx: Tx, input: { clock: Clock; id: Id; by: string }): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('deadLetter')
    .set({ replayedAt: input.clock.now(), replayedBy: input.by })
    .where('id', '=', input.id)
    .where('replayedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw alreadyDone()
}

const alreadyDone = () =>
  new Refusal('dead_letter_done', 'That event was done with meanwhile.', 'Look at the list again.', {
    status: 409,
  })
