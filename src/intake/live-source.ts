import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Cursor, WireFault } from '../channels/channels.ts'
import type { SourceShown } from '../contract/sources.ts'
import type { Db, Tables, Tx } from '../store/store.ts'
import { cancelRun, sourceRunKey, startSourceRun } from './run.ts'

/** A source that is asked for what is new. */
export type LiveSource = {
  id: Id
  channel: string
  label: string
  addresses: string[]
  state: 'active' | 'paused' | 'broken'
  /** How it is reached; its wire knows the shape. */
  settings: unknown
  /** null before anything of it was kept. */
  cursor: Cursor | null
  failures: number
}

/** Settings that say nothing of which account it is. */
const APART = ['smtp', 'authServers', 'messageStream']

/**
 * Adds a source, or brings back the one that was reached the same way and taken away: what came from it is known there.
 * Refuses with `source_there` when the firm has it.
 */
export async function addSource(
  tx: Tx,
  input: { clock: Clock; channel: string; label: string; settings: Record<string, unknown> },
): Promise<Id> {
  const { channel, label } = input
  const settings = JSON.stringify(input.settings)
  await sql`select pg_advisory_xact_lock(hashtextextended('intake.sources:' || app_tenant()::text, 0))`.execute(
    tx,
  )
  const there = await tx
    .selectFrom('source')
    .select(['id', 'removedAt'])
    .where('channel', '=', channel)
    .where(sql<boolean>`settings - ${APART}::text[] = ${settings}::jsonb - ${APART}::text[]`)
    .orderBy('removedAt', (by) => by.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst()
  if (there?.removedAt)
    await tx
      .updateTable('source')
      .set({
        settings,
        removedAt: null,
        state: 'active',
        cursor: null,
        tryAt: null,
        failures: 0,
        troubleCode: null,
      })
      .where('id', '=', there.id)
      .execute()
  if (there?.removedAt) return there.id
  if (there !== undefined)
    throw new Refusal(
      'source_there',
      'This source is there already.',
      'Look for it in the list of sources.',
      {
        status: 409,
      },
    )
  const id = newId(input.clock)
  await tx
    .insertInto('source')
    .values({ id, channel, label, addresses: [], settings, state: 'active', madeAt: input.clock.now() })
    .execute()
  return id
}

/**
 * The source of a Gmail account that was consented to: the one meant, or the one that has the account, or a new one; asked for
 * what is new. Refuses with `consent_elsewhere` when another account than the source's was chosen.
 */
export async function keepGmail(
  tx: Tx,
  input: { clock: Clock; addresses: readonly string[]; sourceId: Id | null },
): Promise<Id> {
  const { clock, addresses } = input
  const [address = ''] = addresses
  const there = await tx
    .selectFrom('source')
    .select(['id', sql<string>`settings->>'address'`.as('address')])
    .where('channel', '=', 'gmail')
    .where('removedAt', 'is', null)
    .execute()
  const own = there.find((source) => addresses.includes(source.address))
  if (input.sourceId !== null && own?.id !== input.sourceId)
    throw new Refusal(
      'consent_elsewhere',
      'Another account was chosen at Google than the one of this source.',
      'Begin again and choose the same account; or add the other one as a source of its own.',
      { status: 409 },
    )
  const sourceId =
    own?.id ?? (await addSource(tx, { clock, channel: 'gmail', label: address, settings: { address } }))
  await keepAddresses(tx, { sourceId, addresses })
  await setSourceState(tx, { sourceId, state: 'active' })
  await askSource(tx, { clock, sourceId })
  return sourceId
}

/** A live source; refuses with `source_not_found` what is none, and what was removed. */
export async function readLiveSource(db: Db, sourceId: Id): Promise<LiveSource> {
  const row = await db
    .selectFrom('source')
    .select(['id', 'channel', 'label', 'addresses', 'state', 'settings', 'cursor', 'failures'])
    .where('id', '=', sourceId)
    .where('settings', 'is not', null)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  if (row === undefined) throw sourceNotFound()
  return { ...row, state: row.state as LiveSource['state'], cursor: row.cursor as Cursor | null }
}

/** The source that a crew of agents writes. Refuses with `source_not_found`. */
export async function findCrew(db: Db, crew: string): Promise<LiveSource> {
  const row = await db
    .selectFrom('source')
    .select('id')
    .where('channel', '=', 'chat-history')
    .where('removedAt', 'is', null)
    .where(sql<boolean>`settings->>'crew' = ${crew}`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) throw sourceNotFound()
  return readLiveSource(db, row.id)
}

/** The longest that a source is left alone after a failure. */
export const WAIT_MS_MAX = 24 * 60 * 60_000

/**
 * Live sources that may be asked now: neither paused nor broken, and not within the time to wait after a failure. One that is
 * to wait longer than any does has failed while the clock was ahead.
 */
export async function sourcesToAsk(db: Db, now: Date): Promise<LiveSource[]> {
  const rows = await db
    .selectFrom('source')
    .select(['id', 'channel', 'label', 'addresses', 'state', 'settings', 'cursor', 'failures'])
    .where('settings', 'is not', null)
    .where('removedAt', 'is', null)
    .where('state', '=', 'active')
    .where((where) =>
      where.or([
        where('tryAt', 'is', null),
        where('tryAt', '<=', now),
        where('tryAt', '>', new Date(now.getTime() + WAIT_MS_MAX)),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, state: 'active', cursor: row.cursor as Cursor | null }))
}

/** When the next source that waits after a failure may be asked; null when none waits. */
export async function nextTryAt(db: Db, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('source')
    .select(({ fn }) => fn.min('tryAt').as('tryAt'))
    .where('settings', 'is not', null)
    .where('removedAt', 'is', null)
    .where('state', '=', 'active')
    .where('tryAt', '>', now)
    .where('tryAt', '<=', new Date(now.getTime() + WAIT_MS_MAX))
    .executeTakeFirst()
  return row?.tryAt ?? null
}

/** Makes a source wait, or be asked again; what it failed with is forgotten then. */
export async function setSourceState(
  tx: Tx,
  { sourceId, state }: { sourceId: Id; state: 'active' | 'paused' },
): Promise<void> {
  await readLiveSource(tx, sourceId)
  await tx
    .updateTable('source')
    .set({ state, ...(state === 'active' ? { tryAt: null, failures: 0, troubleCode: null } : {}) })
    .where('id', '=', sourceId)
    .execute()
}

/** Makes a source wait, and stops what is brought in from it just now. */
export async function pauseSource(
  tx: Tx,
  { clock, sourceId }: { clock: Clock; sourceId: Id },
): Promise<void> {
  await setSourceState(tx, { sourceId, state: 'paused' })
  const runs = await tx
    .selectFrom('run')
    .select('id')
    .where('sourceId', '=', sourceId)
    .where('inputKey', '=', sourceRunKey(sourceId))
    .where('status', 'in', ['queued', 'running'])
    .execute()
  for (const { id } of runs) await cancelRun(tx, { clock, runId: id })
}

/** Has a source asked again, from where one stood; a run that broke off or was stopped goes on. */
export async function resumeSource(tx: Tx, input: { clock: Clock; sourceId: Id }): Promise<void> {
  await setSourceState(tx, { ...input, state: 'active' })
  await askSource(tx, input)
}

/** Takes a source away; what came from it stays. */
export async function removeSource(
  tx: Tx,
  { sourceId, clock }: { sourceId: Id; clock: Clock },
): Promise<void> {
  await pauseSource(tx, { sourceId, clock })
  await tx
    .updateTable('source')
    .set({ state: 'paused', removedAt: clock.now(), cursor: null })
    .where('id', '=', sourceId)
    .execute()
}

/** Notes where one stands at a source, in the transaction that keeps what came before; where one stood, when `cursor` is null. */
export async function keepCursor(
  tx: Tx,
  input: { sourceId: Id; cursor: Cursor | null; now: Date; news: boolean },
): Promise<void> {
  const set = {
    ...(input.cursor === null ? {} : { cursor: JSON.stringify(input.cursor) }),
    ...(input.news ? { newsAt: input.now } : {}),
  }
  if (Object.keys(set).length === 0) return
  await tx.updateTable('source').set(set).where('id', '=', input.sourceId).execute()
}

/** Adds what a source's wire has told of its own addresses. */
export async function keepAddresses(
  tx: Tx,
  input: { sourceId: Id; addresses: readonly string[] },
): Promise<void> {
  await sql`
    update source set addresses = array(select distinct unnest(addresses || ${[...input.addresses]}::text[]) order by 1)
    where id = ${input.sourceId} and not addresses @> ${[...input.addresses]}::text[]`.execute(tx)
}

/** Notes that a source was asked to its end. */
export async function noteLook(tx: Tx, input: { sourceId: Id; now: Date }): Promise<void> {
  await tx
    .updateTable('source')
    .set({ lookedAt: input.now, failures: 0, tryAt: null, troubleCode: null })
    .where('id', '=', input.sourceId)
    .execute()
}

/** Why a look failed: by the source, or by a fault of ours. */
export type LookFault = WireFault | 'internal'

/**
 * Notes that a look failed, `failures` in a row that got no further, and when the next one may be; never, until a person has
 * done something, when `tryAt` is null.
 */
export async function noteFailure(
  tx: Tx,
  input: { sourceId: Id; fault: LookFault; tryAt: Date | null; failures: number },
): Promise<void> {
  await tx
    .updateTable('source')
    .set({
      failures: input.failures,
      troubleCode: input.fault,
      tryAt: input.tryAt,
      ...(input.tryAt === null ? { state: 'broken' } : {}),
    })
    .where('id', '=', input.sourceId)
    .execute()
}

/** Asks a source for what is new, because a person says so; answers the run. Refuses with `source_not_found`, `source_paused`. */
export async function askSource(tx: Tx, { clock, sourceId }: { clock: Clock; sourceId: Id }): Promise<Id> {
  const { id, channel, label, state, cursor } = await readLiveSource(tx, sourceId)
  if (state === 'paused') throw sourcePaused()
  if (state === 'broken') await setSourceState(tx, { sourceId, state: 'active' })
  const source = { id, channel, label, isNew: cursor === null }
  const run = await startSourceRun(tx, { clock, source, byHand: true })
  if (run === undefined) throw new Error('A person who asks gets a run.')
  return run.runId
}

/**
 * Asks a source for what is new, because the clock says so, or the source itself; undefined where it is not to be asked now:
 * it waits, for a person or after a failure, or was taken away.
 */
export async function askByClock(
  tx: Tx,
  { clock, sourceId }: { clock: Clock; sourceId: Id },
): Promise<Id | undefined> {
  const source = (await sourcesToAsk(tx, clock.now())).find(({ id }) => id === sourceId)
  if (source === undefined) return undefined
  const { id, channel, label, cursor } = source
  const run = await startSourceRun(tx, {
    clock,
    source: { id, channel, label, isNew: cursor === null },
    byHand: false,
  })
  return run?.runId
}

/** A source as people see it. Refuses with `source_not_found`. */
export async function showSource(db: Db, sourceId: Id): Promise<SourceShown> {
  const source = (await showSources(db)).find(({ id }) => id === sourceId)
  if (source === undefined) throw sourceNotFound()
  return source
}

/** All sources of the firm but those that were removed, oldest first. */
export async function showSources(db: Db): Promise<SourceShown[]> {
  const { rows } = await sql<Selectable<Tables['source']> & { syncId: Id | null; status: string | null }>`
    select s.*, r.id as sync_id, r.status
    from source s
    left join lateral (
      select id, status from run where run.tenant_id = s.tenant_id and run.source_id = s.id and not dry_run
      order by status in ('queued', 'running') desc, made_at > now(), made_at desc, id desc limit 1) r on true
    where s.removed_at is null
    order by s.id`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    label: row.label,
    live: row.settings !== null,
    state: row.state as SourceShown['state'],
    settings: row.settings as Record<string, unknown> | null,
    messages: row.messageCount,
    lookedAt: row.lookedAt?.toISOString() ?? null,
    newsAt: row.newsAt?.toISOString() ?? null,
    trouble:
      row.troubleCode === null
        ? null
        : { code: row.troubleCode, failures: row.failures, tryAt: row.tryAt?.toISOString() ?? null },
    run: row.syncId === null || row.status === null ? null : { syncId: row.syncId, status: row.status },
  }))
}

/** `source_paused` */
export function sourcePaused(): Refusal {
  return new Refusal('source_paused', 'The source is paused.', 'Resume it; then it goes on where it was.', {
    status: 409,
  })
}

function sourceNotFound(): Refusal {
  return new Refusal(
    'source_not_found',
    'There is no such source.',
    'Look at the list of sources and choose one from there.',
    { status: 404 },
  )
}
