import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Page } from '../base/page.ts'
import { Refusal } from '../base/refusal.ts'
import type { Run, RunStatus } from '../contract/runs.ts'
import { behind, type Db, newestPage, type Tables, type Tx } from '../store/store.ts'

/** An archive to read: paths on the server's disk. Uploads are paths too, once they are here. */
const archiveInputShape = z.object({ paths: z.array(z.string()), names: z.array(z.string()) })
export type ArchiveInput = z.infer<typeof archiveInputShape>
const runInputShape = z.union([
  archiveInputShape,
  z.object({ sourceId: z.string(), names: z.array(z.string()).default([]) }),
])
/** What a run reads: an archive, or what is new at a source. */
export type RunInput = z.infer<typeof runInputShape>

export type StartRun = {
  clock: Clock
  channel: string
  syncType: 'initial' | 'incremental' | 'manual'
  input: RunInput
  /** Equal for equal input: asking again for what is under way joins it, asking again for what broke off resumes it. */
  inputKey: string
  dryRun: boolean
}

/** Asks for a run, or finds the one already asked for. It waits until a worker claims it. */
export async function startRun(tx: Tx, input: StartRun): Promise<{ runId: Id; resumed: boolean }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant_id') || ${input.inputKey}, 1))`.execute(
    tx,
  )
  const open = await tx
    .selectFrom('run')
    .select(['id', 'status'])
    .where('inputKey', '=', input.inputKey)
    .where('dryRun', '=', input.dryRun)
    .where('status', 'in', ['queued', 'running', 'interrupted', 'cancelled', 'failed', 'incomplete'])
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (open !== undefined && (open.status === 'queued' || open.status === 'running'))
    return { runId: open.id, resumed: true }
  if (open !== undefined && !input.dryRun && open.status !== 'incomplete') {
    await queueAgain(tx, open.id)
    return { runId: open.id, resumed: true }
  }
  const runId = newId(input.clock)
  await tx
    .insertInto('run')
    .values({
      id: runId,
      channel: input.channel,
      syncType: input.syncType,
      status: 'queued',
      dryRun: input.dryRun,
      input: JSON.stringify(input.input),
      inputKey: input.inputKey,
      madeAt: input.clock.now(),
    })
    .execute()
  return { runId, resumed: false }
}

/** Runs of a source are known by this. */
export function sourceRunKey(sourceId: Id): string {
  return `source:${sourceId}`
}

/**
 * Asks for a look at a source. One that waits is joined; one at work looks again before it ends; one that broke off goes
 * on, but one that a person cancelled only when a person asks (undefined). What the clock asks for adds to the one run that
 * the source has on each day; a person gets a run of their own.
 */
export async function startSourceRun(
  tx: Tx,
  input: {
    clock: Clock
    source: { id: Id; channel: string; label: string; isNew: boolean }
    byHand: boolean
  },
): Promise<{ runId: Id } | undefined> {
  const { clock, source } = input
  const last = await lockLatestRun(tx, input)
  if (last?.status === 'queued') return { runId: last.id }
  if (last?.status === 'running') {
    // One that a person has just stopped is not taken up by the clock.
    let again = tx.updateTable('run').set({ askedAgain: true }).where('id', '=', last.id)
    if (!input.byHand) again = again.where('cancelRequested', '=', false)
    await again.execute()
    return { runId: last.id }
  }
  if (last?.status === 'cancelled' && !input.byHand) return undefined
  if (last !== undefined && (hasBrokenOff(last) || (!input.byHand && isOfToday(last, clock)))) {
    await queueAgain(tx, last.id)
    return { runId: last.id }
  }
  const syncType = source.isNew ? 'initial' : input.byHand ? 'manual' : 'incremental'
  return { runId: await insertSourceRun(tx, { clock, source, syncType, status: 'queued' }) }
}

/**
 * The run in whose ledger is counted what a source hands over by itself: the one that waits, works or is to go on; else the one of
 * the day, which may be over. Nothing is asked of the source for it.
 */
export async function runOfCalls(
  tx: Tx,
  { clock, source }: { clock: Clock; source: { id: Id; channel: string; label: string } },
): Promise<Id> {
  const last = await lockLatestRun(tx, { clock, source })
  const isOpen = last !== undefined && (['queued', 'running'].includes(last.status) || hasBrokenOff(last))
  if (last !== undefined && (isOpen || isOfToday(last, clock))) return last.id
  return insertSourceRun(tx, { clock, source, syncType: 'incremental', status: 'completed' })
}

type LatestRun = Pick<Selectable<Tables['run']>, 'id' | 'status' | 'syncType' | 'madeAt'>

/** A source's open run, else its latest; no other can be made before the transaction ends. */
async function lockLatestRun(
  tx: Tx,
  { clock, source }: { clock: Clock; source: { id: Id } },
): Promise<LatestRun | undefined> {
  const inputKey = sourceRunKey(source.id)
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant_id') || ${inputKey}, 1))`.execute(
    tx,
  )
  return tx
    .selectFrom('run')
    .select(['id', 'status', 'syncType', 'madeAt'])
    .where('inputKey', '=', inputKey)
    .orderBy(sql`status in ('queued', 'running')`, 'desc')
    .orderBy(sql`made_at <= ${clock.now()}`, 'desc') // the clock may have been ahead once
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const hasBrokenOff = ({ status }: LatestRun) => ['interrupted', 'cancelled', 'failed'].includes(status)

function isOfToday({ syncType, madeAt }: LatestRun, clock: Clock): boolean {
  const day = (at: Date) => at.toISOString().slice(0, 10)
  return syncType === 'incremental' && day(madeAt) === day(clock.now())
}

/** `completed`: nothing is to be asked, and nothing has been. */
async function insertSourceRun(
  tx: Tx,
  input: {
    clock: Clock
    source: { id: Id; channel: string; label: string }
    syncType: StartRun['syncType']
    status: 'queued' | 'completed'
  },
): Promise<Id> {
  const { clock, source, syncType, status } = input
  const [id, now] = [newId(clock), clock.now()]
  await tx
    .insertInto('run')
    .values({
      id,
      sourceId: source.id,
      channel: source.channel,
      syncType,
      status,
      input: JSON.stringify({ sourceId: source.id, names: [source.label] }),
      inputKey: sourceRunKey(source.id),
      totalMessages: 0,
      madeAt: now,
      ...(status === 'completed' ? { phase: 'done', startedAt: now, finishedAt: now } : {}),
    })
    .execute()
  return id
}

/** Whether a run at work was asked to look again since it last was asked this. */
export async function wasAskedAgain(tx: Tx, runId: Id): Promise<boolean> {
  const row = await tx
    .updateTable('run')
    .set({ askedAgain: false })
    .where('id', '=', runId)
    .where('askedAgain', '=', true)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Adds what the source itself counts of a stretch to the run's total. */
export async function addToTotal(tx: Tx, input: { runId: Id; listed: number }): Promise<void> {
  await tx
    .updateTable('run')
    .set({ totalMessages: sql<number>`coalesce(total_messages, 0) + ${input.listed}::int` })
    .where('id', '=', input.runId)
    .execute()
}

async function queueAgain(tx: Tx, runId: Id): Promise<void> {
  await tx
    .updateTable('run')
    .set({
      status: 'queued',
      phase: 'waiting',
      cancelRequested: false,
      errorCode: null,
      errorMessage: null,
      errorNext: null,
      finishedAt: null,
    })
    .where('id', '=', runId)
    .execute()
}

/** Takes up a run that broke off or was cancelled. Refuses one that is not there, under way, or done. */
export async function resumeRun(tx: Tx, runId: Id): Promise<void> {
  const run = await tx
    .selectFrom('run')
    .select('status')
    .where('id', '=', runId)
    .forUpdate()
    .executeTakeFirst()
  if (run === undefined) throw runNotFound()
  if (run.status !== 'interrupted' && run.status !== 'cancelled' && run.status !== 'failed') {
    throw new Refusal(
      'run_not_resumable',
      `A run that is ${run.status} cannot be resumed.`,
      'Only one that was cancelled, interrupted or failed can.',
      { status: 409 },
    )
  }
  await queueAgain(tx, runId)
}

/** How long a worker may be silent before its run counts as abandoned. */
export const LEASE_MS = 30_000

/**
 * Takes the oldest waiting or abandoned run for `holder`; undefined when there is none. `atWork` are those that it works on:
 * a clock that was put forward, or a machine that slept, makes them look abandoned.
 */
export async function claimRun(
  tx: Tx,
  input: { clock: Clock; holder: Id; atWork: readonly Id[] },
): Promise<{ runId: Id; input: RunInput; dryRun: boolean } | undefined> {
  const now = input.clock.now()
  const run = await tx
    .selectFrom('run')
    .select(['id', 'input', 'dryRun'])
    .where((where) =>
      where.or([
        where('status', '=', 'queued'),
        where.and([
          where('status', '=', 'running'),
          where('leaseUntil', '<', now),
          sql<boolean>`id <> all(${[...input.atWork]}::uuid[])`,
        ]),
      ]),
    )
    .orderBy('madeAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (run === undefined) return undefined
  await tx
    .updateTable('run')
    .set((set) => ({
      status: 'running',
      leaseHolder: input.holder,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      startedAt: set.fn.coalesce('startedAt', sql<Date>`${now}`),
    }))
    .where('id', '=', run.id)
    .execute()
  return { runId: run.id, input: runInputShape.parse(run.input), dryRun: run.dryRun }
}

/** Keeps a run; false when it was asked to stop or somebody else has it. Adds working time. */
export async function renewLease(
  tx: Tx,
  input: { clock: Clock; holder: Id; runId: Id; secondsMore: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('run')
    .set((set) => ({
      leaseUntil: new Date(input.clock.now().getTime() + LEASE_MS),
      seconds: set('seconds', '+', input.secondsMore),
      peakRssMb: peakRssMb(),
    }))
    .where('id', '=', input.runId)
    .where('leaseHolder', '=', input.holder)
    .where('status', '=', 'running')
    .returning('cancelRequested')
    .executeTakeFirst()
  return row !== undefined && !row.cancelRequested
}

/** Runs that this process left running when it was killed: nobody else can have them on the embedded database. */
export async function abandonedToQueue(tx: Tx): Promise<number> {
  const result = await tx
    .updateTable('run')
    .set({ status: 'interrupted', leaseHolder: null, leaseUntil: null })
    .where('status', '=', 'running')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Queues the runs that broke off, as a server does when it starts. Returns how many. */
export async function requeueInterrupted(tx: Tx): Promise<number> {
  const broken = await tx
    .selectFrom('run')
    .select('id')
    .where('status', '=', 'interrupted')
    .where('dryRun', '=', false)
    .execute()
  for (const { id } of broken) await queueAgain(tx, id)
  return broken.length
}

const COUNTS = [
  'phase',
  'totalMessages',
  'seen',
  'stored',
  'duplicates',
  'rejected',
  'customersCreated',
  'conversationsCreated',
  'attachmentsResolved',
  'attachmentsMissing',
  'attachmentsAmbiguous',
  'pagesWithoutPeer',
  'ignoredFiles',
] as const
export type RunCounts = Pick<Selectable<Tables['run']>, (typeof COUNTS)[number]>

/** The counts of a run that begins. */
export const noCounts: RunCounts = {
  phase: 'survey',
  totalMessages: null,
  seen: 0,
  stored: 0,
  duplicates: 0,
  rejected: 0,
  customersCreated: 0,
  conversationsCreated: 0,
  attachmentsResolved: 0,
  attachmentsMissing: 0,
  attachmentsAmbiguous: 0,
  pagesWithoutPeer: 0,
  ignoredFiles: 0,
}

/** What a run has counted, to be carried from a rehearsal to the run it rehearses. */
export function readCounts(db: Db, runId: Id): Promise<RunCounts> {
  return db.selectFrom('run').select(COUNTS).where('id', '=', runId).executeTakeFirstOrThrow()
}

/** Sets what a run has counted. */
export async function writeCounts(tx: Tx, runId: Id, counts: RunCounts): Promise<void> {
  await tx.updateTable('run').set(counts).where('id', '=', runId).execute()
}

export type RunPhase = Run['phase']

/** Notes what a run is doing, and what it has found out about itself. */
export async function updateRun(
  tx: Tx,
  runId: Id,
  changes: Partial<
    Pick<
      Selectable<Tables['run']>,
      | 'phase'
      | 'sourceId'
      | 'totalMessages'
      | 'ignoredFiles'
      | 'attachmentsResolved'
      | 'attachmentsMissing'
      | 'attachmentsAmbiguous'
    >
  >,
): Promise<void> {
  await tx.updateTable('run').set(changes).where('id', '=', runId).execute()
}

/**
 * Ends a run; one that was asked to look again waits for that, when it completed, or was stopped before it was asked.
 * `error` says why it did not complete.
 */
export async function finishRun(
  tx: Tx,
  input: {
    clock: Clock
    runId: Id
    status: Extract<RunStatus, 'completed' | 'incomplete' | 'failed' | 'cancelled' | 'interrupted'>
    error?: { code: string; message: string; next: string }
    secondsMore: number
  },
): Promise<void> {
  await tx
    .updateTable('run')
    .set((set) => ({
      status: sql<string>`case when asked_again and ${input.status}::text in ('completed', 'cancelled') then 'queued' else ${input.status}::text end`,
      askedAgain: false,
      cancelRequested: false,
      finishedAt: input.clock.now(),
      leaseHolder: null,
      leaseUntil: null,
      errorCode: input.error?.code ?? null,
      errorMessage: input.error?.message ?? null,
      errorNext: input.error?.next ?? null,
      seconds: set('seconds', '+', input.secondsMore),
      peakRssMb: peakRssMb(),
    }))
    .where('id', '=', input.runId)
    .execute()
}

/** Asks a run to stop; one that waits stops at once. It can be resumed. */
export async function cancelRun(tx: Tx, input: { clock: Clock; runId: Id }): Promise<void> {
  const run = await tx
    .selectFrom('run')
    .select('status')
    .where('id', '=', input.runId)
    .forUpdate()
    .executeTakeFirst()
  if (run === undefined) throw runNotFound()
  if (run.status === 'queued') await finishRun(tx, { ...input, status: 'cancelled', secondsMore: 0 })
  if (run.status === 'running')
    await tx
      .updateTable('run')
      .set({ cancelRequested: true, askedAgain: false })
      .where('id', '=', input.runId)
      .execute()
}

/** How far a run has come; a Refusal `run_not_found` when there is none such. */
export async function getRun(db: Db, runId: Id): Promise<Run> {
  const row = await db.selectFrom('run').selectAll().where('id', '=', runId).executeTakeFirst()
  if (row === undefined) throw runNotFound()
  return showRun(row)
}

/** Runs, newest first. */
export async function listRuns(
  db: Db,
  query: { sourceId?: Id | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Run>> {
  let find = db.selectFrom('run').selectAll()
  if (query.sourceId !== undefined) find = find.where('sourceId', '=', query.sourceId)
  const rows = await find
    .where(behind(query.cursor, 'made_at'))
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return newestPage(rows, { limit: query.limit, at: ({ madeAt }) => madeAt, show: (row) => showRun(row) })
}

/** Runs that wait or are at work, the newest first. */
export async function listOpenRuns(db: Db, { limit }: { limit: number }): Promise<Run[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('status', 'in', ['queued', 'running'])
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => showRun(row))
}

/** How many runs wait and work, for the service's own status. */
export async function countOpenRuns(db: Db): Promise<{ queued: number; running: number }> {
  const rows = await db
    .selectFrom('run')
    .select((select) => ['status', select.fn.countAll<string>().as('count')])
    .where('status', 'in', ['queued', 'running'])
    .groupBy('status')
    .execute()
  const count = (status: string) => Number(rows.find((row) => row.status === status)?.count ?? 0)
  return { queued: count('queued'), running: count('running') }
}

/** Paths that runs read which wait or are at work. */
export async function pathsOfOpenRuns(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('run')
    .select('input')
    .where('status', 'in', ['queued', 'running'])
    .execute()
  return rows.flatMap(({ input }) => {
    const read = runInputShape.parse(input)
    return 'paths' in read ? read.paths : []
  })
}

function showRun(row: Selectable<Tables['run']>): Run {
  const rate = row.seconds > 0 && row.seen > 0 ? row.seen / row.seconds : null
  const left = row.totalMessages === null ? null : Math.max(0, row.totalMessages - row.seen)
  return {
    syncId: row.id,
    sourceId: row.sourceId,
    channel: row.channel,
    syncType: row.syncType as Run['syncType'],
    status: row.status as RunStatus,
    phase: row.phase as RunPhase,
    dryRun: row.dryRun,
    input: runInputShape.parse(row.input).names,
    progress: {
      totalMessages: row.totalMessages,
      processedMessages: row.seen,
      customersCreated: row.customersCreated,
      conversationsCreated: row.conversationsCreated,
      stored: row.stored,
      duplicates: row.duplicates,
      rejected: row.rejected,
      attachmentsResolved: row.attachmentsResolved,
      attachmentsMissing: row.attachmentsMissing,
      attachmentsAmbiguous: row.attachmentsAmbiguous,
      pagesWithoutPeer: row.pagesWithoutPeer,
      ignoredFiles: row.ignoredFiles,
      messagesPerSecond: rate === null ? null : Math.round(rate * 10) / 10,
      secondsLeft: row.status === 'running' && rate !== null && left !== null ? Math.ceil(left / rate) : null,
    },
    seconds: Math.round(row.seconds * 1000) / 1000,
    peakRssMb: row.peakRssMb,
    error:
      row.errorCode === null
        ? null
        : { code: row.errorCode, message: row.errorMessage ?? '', next: row.errorNext ?? '' },
    madeAt: row.madeAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

function peakRssMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}

function runNotFound(): Refusal {
  return new Refusal(
    'run_not_found',
    'There is no such import.',
    'Look at the list of imports and choose one from there.',
    { status: 404 },
  )
}
