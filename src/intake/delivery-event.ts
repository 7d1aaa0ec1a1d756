import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'

/** What a source tells of a mail that was sent by it. */
export type DeliveryEvent = {
  /** The same however often it is told. */
  id: string
  /** The source's own id of the mail, as sending it returned it. */
  mailId: string
  /** The mail's Message-ID, where the source tells it. */
  messageId: string | null
  kind: 'delivered' | 'bounced' | 'complained' | 'opened'
  /** Unix milliseconds. */
  atMs: number
  /** Codes: no addresses and no words. */
  details: Record<string, string | number | boolean>
}

/** `details.type` of a mail that some of its recipients were not taken for, while others were. */
export const PARTLY_REFUSED = 'PartlyRefused'

/** Keeps what a source tells of mails, each thing once; answers how many are new. */
export async function keepDeliveryEvents(
  tx: Tx,
  { sourceId, now, events }: { sourceId: Id; now: Date; events: readonly DeliveryEvent[] },
): Promise<number> {
  if (events.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deliveryEvent')
    .values(
      events.map(({ id, mailId, messageId, kind, atMs, details }) => ({
        ...{ sourceId, id, mailId, messageId, kind },
        at: new Date(atMs),
        receivedAt: now,
        details: JSON.stringify(details),
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenantId', 'sourceId', 'id']).doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/** Notes which mail a source means by an id of its own, once that is known; answers whether anything was told of it before. */
export async function nameDeliveries(
  tx: Tx,
  { sourceId, mailId, messageId }: { sourceId: Id; mailId: string; messageId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('deliveryEvent')
    .set({ messageId })
    .where('sourceId', '=', sourceId)
    .where('mailId', '=', mailId)
    .where('messageId', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Forgets what was told before an instant. */
export async function forgetOldDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('deliveryEvent').where('receivedAt', '<', before).execute()
}

/** What was told of mails, by the ids that sending them returned, in the order in which it happened. */
export async function listDeliveryEvents(
  db: Db,
  { mailIds }: { mailIds: readonly string[] },
): Promise<DeliveryEvent[]> {
  if (mailIds.length === 0) return []
  const rows = await db
    .selectFrom('deliveryEvent')
    .select(['id', 'mailId', 'messageId', 'kind', 'at', 'details'])
    .where(sql<boolean>`mail_id = any(${[...mailIds]}::text[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(({ at, kind, details, ...row }) => ({
    ...row,
    kind: kind as DeliveryEvent['kind'],
    atMs: at.getTime(),
    details: details as DeliveryEvent['details'],
  }))
}
