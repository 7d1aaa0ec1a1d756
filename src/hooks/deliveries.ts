import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import { Refusal } from '../base/refusal.ts'
import type { Delivery, DeliveryDetail, DeliveryState, HookAttempt, Told } from '../contract/hooks.ts'
import { behind, type Db, newestPage, type Tables, type Tx } from '../store/store.ts'
import { readHook } from './manage.ts'
import { wakeHooks } from './wake.ts'

type Row = Selectable<Tables['hookDelivery']>

/** A hook's deliveries, newest first. Refuses with `hook_not_found`. */
export async function listDeliveries(
  db: Db,
  query: { hookId: Id; state?: DeliveryState | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Delivery>> {
  const { hookId, state, cursor, limit } = query
  await readHook(db, hookId)
  let rows = db
    .selectFrom('hookDelivery')
    .selectAll()
    .where('hookId', '=', hookId)
    .where(behind(cursor, 'made_at'))
  if (state !== undefined) rows = rows.where('state', '=', state)
  const found = await rows
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return newestPage(found, { limit, at: ({ madeAt }) => madeAt, show })
}

/** One delivery with each try, and what was sent. Refuses with `delivery_not_found`. */
export async function readDelivery(db: Db, id: Id): Promise<DeliveryDetail> {
  const row = await find(db, id)
  return { ...show(row), attempts: row.attempts as HookAttempt[], body: row.told as Told }
}

/**
 * Has one delivery sent again, under the same id, as if it had never been tried. Refuses with `delivery_not_found`, and with
 * `delivery_waiting` where it waits anyway, and `hook_is_off` where nobody is called.
 */
export async function replayDelivery(tx: Tx, { clock, id }: { clock: Clock; id: Id }): Promise<void> {
  const { hookId, state } = await find(tx, id)
  await refuseOff(tx, hookId)
  if (state === 'waiting')
    throw new Refusal(
      'delivery_waiting',
      'It is not given up: it waits for its next try.',
      'Wait for it; the list says when it is.',
      { status: 409 },
    )
  await again(tx, { clock, where: sql`id = ${id}` })
}

/** The same for all that a hook gave up, of what happened since an instant; answers how many. Refuses with `hook_not_found`, `hook_is_off`. */
export async function replayDead(
  tx: Tx,
  { clock, hookId, from }: { clock: Clock; hookId: Id; from: Date | undefined },
): Promise<number> {
  await refuseOff(tx, hookId)
  const since = from === undefined ? sql`` : sql`and (told ->> 'timestamp')::timestamptz >= ${from}`
  return again(tx, { clock, where: sql`hook_id = ${hookId} and state = 'dead' ${since}` })
}

async function again(
  tx: Tx,
  { clock, where }: { clock: Clock; where: ReturnType<typeof sql> },
): Promise<number> {
  const now = clock.now()
  const { numAffectedRows = 0n } = await sql`
    update hook_delivery set state = 'waiting', tries = 0, try_at = ${now}, begun_at = ${now}, ended_at = null where ${where}`.execute(
    tx,
  )
  await wakeHooks(tx)
  return Number(numAffectedRows)
}

async function find(db: Db, id: Id): Promise<Row> {
  const row = await db.selectFrom('hookDelivery').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined)
    throw new Refusal(
      'delivery_not_found',
      'There is no such delivery; old ones are let go.',
      'Look at the list again.',
      { status: 404 },
    )
  return row
}

async function refuseOff(db: Db, hookId: Id): Promise<void> {
  const { state } = await readHook(db, hookId)
  if (state === 'off')
    throw new Refusal(
      'hook_is_off',
      'That webhook was switched off, because nothing got through.',
      'Switch it on again first, once the other system answers.',
      { status: 409 },
    )
}

function show({ id, hookId, kind, state, tries, tryAt, madeAt, endedAt, attempts }: Row): Delivery {
  return {
    ...{ id, hookId, kind, tries },
    state: state as DeliveryState,
    nextTryAt: tryAt?.toISOString() ?? null,
    madeAt: madeAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    last: (attempts as HookAttempt[]).at(-1) ?? null,
  }
}
