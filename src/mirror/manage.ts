import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { MirrorMapping, MirrorShown } from '../contract/mirrors.ts'
import { deleteSecret, putSecret, type Secrets } from '../secrets/secrets.ts'
import type { Db, Tables, Tx } from '../store/store.ts'

/** A mirror as those need it who work on it. */
export type Mirror = {
  tenantId: Id
  id: Id
  label: string
  mapping: MirrorMapping
  /** Changes are noted there. */
  notes: boolean
}

export type MirrorRow = Omit<Selectable<Tables['mirror']>, 'mapping'> & { mapping: MirrorMapping }

export const mirrorOf = ({ tenantId, id, label, mapping, captures }: MirrorRow): Mirror => ({
  ...{ tenantId, id, label, mapping },
  notes: captures,
})

/** The mirrors of the firm, oldest first. */
export async function readMirrors(db: Db): Promise<MirrorRow[]> {
  return (await db
    .selectFrom('mirror')
    .selectAll()
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute()) as MirrorRow[]
}

/** Refuses with `mirror_not_found`. */
export async function readMirror(db: Db, id: Id): Promise<MirrorRow> {
  const row = await db
    .selectFrom('mirror')
    .selectAll()
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (row === undefined)
    throw new Refusal(
      'mirror_not_found',
      'There is no such mirror.',
      'Look at the list of connected systems.',
      {
        status: 404,
      },
    )
  return row as MirrorRow
}

type Keeping = { secrets: Pick<Secrets, 'seal'>; clock: Clock; tenantId: Id }

/** Adds a mirror; what opens it is sealed. */
export async function addMirror(
  tx: Tx,
  {
    tenantId,
    secrets,
    clock,
    by,
    ...given
  }: Keeping & { by: string; label: string; databaseUrl: string; mapping: MirrorMapping; notes: boolean },
): Promise<Id> {
  const id = newId(clock)
  const { label, mapping, notes } = given
  await tx
    .insertInto('mirror')
    .values({ id, label, mapping: JSON.stringify(mapping), captures: notes, madeBy: by, madeAt: clock.now() })
    .execute()
  await putSecret(tx, { tenantId, id, secrets, clock, purpose: 'database_url', value: given.databaseUrl })
  return id
}

/** Changes a mirror; its rows are compared anew where it is another mapping or address. */
export async function changeMirror(
  tx: Tx,
  {
    tenantId,
    secrets,
    clock,
    id,
    ...given
  }: Keeping & {
    id: Id
    label?: string | undefined
    databaseUrl?: string | undefined
    mapping?: MirrorMapping | undefined
    notes?: boolean | undefined
    state?: 'active' | 'paused' | undefined
  },
): Promise<void> {
  await readMirror(tx, id)
  const { label, databaseUrl, mapping, state, notes } = given
  const set = {
    ...(label === undefined ? {} : { label }),
    ...(state === undefined ? {} : { state, failures: 0, troubleCode: null, troubleAt: null, tryAt: null }),
    ...(notes === undefined ? {} : { captures: notes }),
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
    ...(mapping === undefined && databaseUrl === undefined
      ? {}
      : { lookedThroughAt: null, failures: 0, troubleCode: null, troubleAt: null, tryAt: null }),
  }
  if (Object.keys(set).length > 0) await tx.updateTable('mirror').set(set).where('id', '=', id).execute()
  if (mapping !== undefined)
    await tx
      .updateTable('mirrorLink')
      .set({ due: true })
      .where('mirrorId', '=', id)
      .where('due', '=', false)
      .execute()
  if (databaseUrl !== undefined)
    await putSecret(tx, { tenantId, id, secrets, clock, purpose: 'database_url', value: databaseUrl })
}

/**
 * Takes a mirror away, with what opens it; the rows stay on both sides. Refuses with `mirror_forgetting` while rows of erased people
 * are still there: nobody would know of them any more.
 */
export async function removeMirror(
  tx: Tx,
  { clock, id, anyway }: { clock: Clock; id: Id; anyway: boolean },
): Promise<void> {
  await readMirror(tx, id)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from mirror_link where mirror_id = ${id} and state = 'forgetting'`.execute(
    tx,
  )
  if ((rows[0]?.count ?? 0) > 0 && !anyway)
    throw new Refusal(
      'mirror_forgetting',
      'Rows of people who were erased are still in the other system.',
      'Wait until they are erased there, or erase them there by hand; the page of the mirror lists their keys.',
      { status: 409 },
    )
  await tx.deleteFrom('mirrorLink').where('mirrorId', '=', id).execute()
  await tx.updateTable('mirror').set({ removedAt: clock.now() }).where('id', '=', id).execute()
  await deleteSecret(tx, { id })
}

const FORGETTING_MAX = 100

/** Mirrors as people see them. */
export async function listMirrors(db: Db): Promise<MirrorShown[]> {
  const shown: MirrorShown[] = []
  for (const row of await readMirrors(db)) {
    const { rows } = await sql<{
      kind: 'customer' | 'ticket'
      state: string
      reason: string | null
      due: boolean
      isBoth: boolean
      count: number
    }>`
      select kind, state, case when state = 'set_aside' then reason end as reason, due or sending is not null as due,
        remote_key is not null and local_id is not null as is_both, count(*)::int as count
      from mirror_link where mirror_id = ${row.id} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(db)
    const forgetting = await db
      .selectFrom('mirrorLink')
      .select(['kind', 'remoteKey', 'reason'])
      .where('mirrorId', '=', row.id)
      .where('state', '=', 'forgetting')
      .where('remoteKey', 'is not', null)
      .orderBy('id')
      .limit(FORGETTING_MAX)
      .execute()
    const { rows: open } = await sql<{ count: number }>`
      select count(*)::int as count from conflict where mirror_id = ${row.id} and settled_at is null`.execute(
      db,
    )
    const count = (fits: (one: (typeof rows)[number]) => boolean) =>
      rows.filter(fits).reduce((sum, one) => sum + one.count, 0)
    const setAside = new Map<string, MirrorShown['setAside'][number]>()
    for (const { kind, state, reason, count: more } of rows) {
      if (state !== 'set_aside') continue
      const key = `${kind} ${reason}`
      const known = setAside.get(key) ?? { kind, reason: reason ?? 'unknown', count: 0 }
      setAside.set(key, { ...known, count: known.count + more })
    }
    shown.push({
      id: row.id,
      label: row.label,
      mapping: row.mapping,
      state: row.state as MirrorShown['state'],
      notes: row.captures,
      inStepAt: row.inStepAt?.toISOString() ?? null,
      failures: row.failures,
      trouble: row.troubleCode,
      troubleSince: row.troubleAt?.toISOString() ?? null,
      nextTryAt: row.tryAt?.toISOString() ?? null,
      customers: count(({ kind, state, isBoth }) => kind === 'customer' && state === 'agreed' && isBoth),
      tickets: count(({ kind, state, isBoth }) => kind === 'ticket' && state === 'agreed' && isBoth),
      waiting: count(({ due, state }) => due && state !== 'forgetting'),
      gone: count(({ state }) => state === 'gone'),
      setAside: [...setAside.values()],
      forgetting: forgetting.map(({ kind, remoteKey, reason }) => ({
        kind: kind as 'customer' | 'ticket',
        key: remoteKey ?? '',
        reason,
      })),
      conflicts: open[0]?.count ?? 0,
      madeBy: row.madeBy,
      madeAt: row.madeAt.toISOString(),
    })
  }
  return shown
}

/** How long a process may be silent before another works on the mirror in its place. */
const LEASE_MS = 60_000

/** Has `holder` alone work on a mirror that is active and may be tried; answers whether it may. */
export async function claimMirror(
  tx: Tx,
  { clock, id, holder, anyway = false }: { clock: Clock; id: Id; holder: Id; anyway?: boolean },
): Promise<boolean> {
  const now = clock.now()
  const until = new Date(now.getTime() + LEASE_MS)
  const { rows } = await sql`
    update mirror set holder = ${holder}, held_until = ${until}
    where id = ${id} and removed_at is null and state = 'active' and (${anyway}::boolean or try_at is null or try_at <= ${now})
      and (holder is null or holder = ${holder} or held_until < ${now})
    returning 1`.execute(tx)
  return rows.length > 0
}

const TRY_AGAIN_MS = 5_000
const TRY_AGAIN_MS_MAX = 10 * 60_000

/** Ends the work on a mirror: it came to its end, or failed with a code and is tried again later each time. */
export async function leaveMirror(
  tx: Tx,
  {
    clock,
    id,
    holder,
    trouble,
    lookedThrough,
  }: { clock: Clock; id: Id; holder: Id; trouble: string | null; lookedThrough: boolean },
): Promise<void> {
  const now = clock.now()
  const looked = lookedThrough ? sql`${now}::timestamptz` : sql`looked_through_at`
  if (trouble === null)
    await sql`
      update mirror set holder = null, held_until = null, in_step_at = ${now}, looked_through_at = ${looked}, failures = 0,
        trouble_code = null, trouble_at = null, try_at = null
      where id = ${id} and holder = ${holder}`.execute(tx)
  else
    await sql`
      update mirror set holder = null, held_until = null, looked_through_at = ${looked}, failures = failures + 1,
        trouble_code = ${trouble}, trouble_at = coalesce(trouble_at, ${now}),
        try_at = ${now}::timestamptz + make_interval(secs => least(${TRY_AGAIN_MS_MAX}, ${TRY_AGAIN_MS} * power(2, least(failures, 10))) / 1000)
      where id = ${id} and holder = ${holder}`.execute(tx)
}
