import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { HookAttempt, HookShown } from '../contract/hooks.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Db, Store, Tables, Tx } from '../store/store.ts'
import { forgetSigningSecrets, makeSigningSecret, readSigningTimes } from '../webhooks/webhooks.ts'
import { gotThrough } from './call.ts'
import { wakeHooks } from './wake.ts'

export type HookRow = Selectable<Tables['hook']>

/** More is a mistake of a program that adds them. */
const HOOKS_MAX = 50

/** Refuses with `hook_not_found`. */
export async function readHook(db: Db, id: Id): Promise<HookRow> {
  const row = await db.selectFrom('hook').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined)
    throw new Refusal('hook_not_found', 'There is no such webhook.', 'Look at the list of webhooks.', {
      status: 404,
    })
  return row
}

type Keeping = { tenantId: Id; secrets: Pick<Secrets, 'seal'>; clock: Clock }

/** Adds a hook, which hears what happens from now on; returns its secret, which can be had this once. Refuses with `too_many_hooks`. */
export async function addHook(
  tx: Tx,
  input: Keeping & { by: string; name: string; url: string; kinds: readonly string[] },
): Promise<{ id: Id; secret: string }> {
  const { tenantId, secrets, clock, by, name, url, kinds } = input
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from hook`.execute(tx)
  if ((rows[0]?.count ?? 0) >= HOOKS_MAX) throw tooMany()
  const id = newId(clock)
  const secretPlaces = [newId(clock), newId(clock), newId(clock)]
  await tx
    .insertInto('hook')
    .values({ id, name, url, kinds: [...kinds], secretPlaces, madeBy: by, madeAt: clock.now() })
    .execute()
  const { secret } = await makeSigningSecret(tx, {
    ...{ tenantId, secrets, clock },
    places: secretPlaces,
    endPrevious: true,
  })
  return { id, secret }
}

/** Changes a hook; where it was switched off and is on again, it hears what happens from now on. Refuses with `hook_not_found`. */
export async function changeHook(
  tx: Tx,
  {
    id,
    name,
    url,
    kinds,
    state,
  }: {
    id: Id
    name?: string | undefined
    url?: string | undefined
    kinds?: readonly string[] | undefined
    state?: 'on' | 'paused' | undefined
  },
): Promise<void> {
  const before = await readHook(tx, id)
  const set = {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url, notBefore: null }),
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    ...(state === undefined ? {} : { state, offReason: null, notBefore: null }),
    ...(state === undefined || before.state !== 'off'
      ? {}
      : { failingSince: null, hearsFrom: sql<Date>`clock_timestamp()` }),
  }
  if (Object.keys(set).length === 0) return
  await tx.updateTable('hook').set(set).where('id', '=', id).execute()
  await wakeHooks(tx)
}

/** Makes a hook's secret anew, as `makeSigningSecret`. Refuses with `hook_not_found`. */
export async function makeHookSecret(
  tx: Tx,
  { id, ...input }: Keeping & { id: Id; endPrevious: boolean },
): Promise<{ secret: string; previousEndsAt: Date | null }> {
  const { secretPlaces: places } = await readHook(tx, id)
  return makeSigningSecret(tx, { ...input, places })
}

/** Takes a hook away, with its deliveries and secrets. Refuses with `hook_not_found`. */
export async function removeHook(tx: Tx, { id }: { id: Id }): Promise<void> {
  const { secretPlaces: places } = await readHook(tx, id)
  await forgetSigningSecrets(tx, { places })
  await tx.deleteFrom('hook').where('id', '=', id).execute()
}

type Standing = { id: Id; waiting: number; dead: number }

/** The hooks of the firm as people see them, oldest first; one of them alone where `id` says so. */
export async function listHooks(
  io: { store: Pick<Store, 'read' | 'write'>; clock: Clock },
  { tenantId, id }: { tenantId: Id; id?: Id },
): Promise<HookShown[]> {
  const { rows, standings } = await io.store.read(tenantId, async (db) => ({
    rows:
      id === undefined
        ? await db.selectFrom('hook').selectAll().orderBy('id').execute()
        : [await readHook(db, id)],
    standings: await readStandings(db),
  }))
  const shown: HookShown[] = []
  for (const row of rows) {
    const { id, name, url, kinds, state, offReason, failingSince, madeBy, madeAt } = row
    const last = row.lastAttempt as Omit<HookAttempt, 'answer'> | null
    const times = await readSigningTimes(io, { tenantId, places: row.secretPlaces })
    const { waiting = 0, dead = 0 } = standings.find((one) => one.id === id) ?? {}
    shown.push({
      ...{ id, name, url, kinds, waiting, dead, madeBy },
      state: state as HookShown['state'],
      offReason: offReason as HookShown['offReason'],
      failingSince: failingSince?.toISOString() ?? null,
      last: last && {
        ...{ at: last.at, status: last.status, trouble: last.trouble },
        delivered: gotThrough(last),
      },
      secretMadeAt: times.madeAt?.toISOString() ?? null,
      previousEndsAt: times.previousEndsAt?.toISOString() ?? null,
      madeAt: madeAt.toISOString(),
    })
  }
  return shown
}

/** Each counted by a partial index. */
async function readStandings(db: Db): Promise<Standing[]> {
  const count = (where: ReturnType<typeof sql>) =>
    sql`(select count(*) from hook_delivery d where d.tenant_id = h.tenant_id and d.hook_id = h.id and ${where})`
  const { rows } = await sql<Standing>`
    select id, (${count(sql`d.state = 'waiting' and d.tries = 0`)} + ${count(sql`d.state = 'waiting' and d.tries > 0`)})::int as waiting,
      ${count(sql`d.state = 'dead'`)}::int as dead
    from hook h`.execute(db)
  return rows
}

function tooMany(): Refusal {
  return new Refusal(
    'too_many_hooks',
    `There are ${HOOKS_MAX} webhooks already.`,
    'Remove one that is not needed any more.',
    { status: 409 },
  )
}
