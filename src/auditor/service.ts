import { setTimeout as pause } from 'node:timers/promises'
import type { Actor, Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import { faultOf } from '../base/fault.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type {
  CheckDepth,
  CheckName,
  CheckpointDifference,
  CheckRun,
  Repaired,
  RepairPlan,
} from '../contract/auditor.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import type { ItemSeal } from '../intake/intake.ts'
import type { Mind } from '../pipeline/pipeline.ts'
import type { Store } from '../store/store.ts'
import { applyPlan } from './apply-plan.ts'
import type { LookIo } from './check.ts'
import { beginRun, endAbandoned, isAbandoned, lastRun, readRun } from './check-run.ts'
import { compareStates } from './checkpoint/compare.ts'
import { findCheckpoint, readKeptState } from './checkpoint/kept.ts'
import { leftOut, STAYS_WHY } from './checkpoint/left-out.ts'
import { readState, type State } from './checkpoint/make.ts'
import { makeCheck } from './make-check.ts'
import type { RepairIo } from './repair.ts'
import { makePlan } from './repair-plan.ts'

export type AuditorIo = {
  store: Store
  clock: Clock
  log: Log
  audit: Audit
  media: MediaFolder
  mind: Mind
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
  /** What works beside this, to be told of its work. */
  wake: { runs(): void; replies(tenantId: Id): void; sources(tenantId: Id): void; judge(): Promise<void> }
  /** Whether letters can be sent, and anybody of a firm gets one. */
  mails: (tenantId: Id) => Promise<boolean>
}

export type AuditorOptions = {
  timeoutHours: number
  /** Hours between two checks by the clock; 0 for none. */
  everyHours: number
  /** The firms to look at, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
}

/** Looks whether what is kept agrees with itself, and repairs it. Disposing it ends the check at work; nothing is lost. */
export type Auditor = AsyncDisposable & {
  /** Hours between two checks by the clock; 0 for none. */
  everyHours: number
  /** Begins to check by the clock. */
  start(): void
  /** Begins a check, or joins the one at work; it goes on by itself. */
  begin(input: { tenantId: Id; depth: CheckDepth; names: readonly CheckName[] | null }): Promise<CheckRun>
  /** Waits until a check is over, whichever process makes it. */
  ended(input: { tenantId: Id; runId: Id }): Promise<CheckRun>
  /** What repairing would do. */
  plan(input: { tenantId: Id; check?: CheckName | undefined }): Promise<RepairPlan>
  /** Does exactly that. Refuses with `plan_changed`. */
  repair(input: {
    tenantId: Id
    plan: string
    check?: CheckName | undefined
    actor: Actor
  }): Promise<Repaired>
  /** The present state, to be kept as a checkpoint. */
  readState(tenantId: Id): Promise<State>
  /** Compares a checkpoint with another, or with how all is now. Refuses with `checkpoint_not_found`. */
  compare(input: { tenantId: Id; before: string; after: string }): Promise<CheckpointDifference>
}

const LOOK_EVERY_MS = 60_000
const HOUR_MS = 60 * 60_000
const WAIT_MS = 250
export const NOW = 'now'

export function openAuditor(io: AuditorIo, options: AuditorOptions): Auditor {
  const { store, clock, log } = io
  const holder = newId(clock)
  const closing = new AbortController()
  const working = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  const lookIo = (tenantId: Id, isWhole: boolean): LookIo & Pick<AuditorIo, 'store'> => ({
    ...{ tenantId, clock, store, pool: store.pool, media: io.media, mind: io.mind, audit: io.audit },
    itemSeal: io.itemSeal,
    read: (work) => store.read(tenantId, work),
    timeoutHours: options.timeoutHours,
    mails: () => io.mails(tenantId),
    isWhole,
  })
  const repairIo = (tenantId: Id): RepairIo => ({
    ...lookIo(tenantId, false),
    ...{ store, audit: io.audit, erasedKey: io.erasedKey },
    wake: {
      runs: () => io.wake.runs(),
      replies: () => io.wake.replies(tenantId),
      sources: () => io.wake.sources(tenantId),
      judge: () => io.wake.judge(),
    },
  })
  const begin = async (input: {
    tenantId: Id
    askedBy: 'clock' | 'person'
    depth: CheckDepth
    names: readonly CheckName[] | null
  }): Promise<CheckRun> => {
    const { tenantId, depth, names } = input
    const { runId, joined } = await store.write(tenantId, (tx) => beginRun(tx, { ...input, clock, holder }))
    if (!joined) {
      const work = makeCheck(lookIo(tenantId, depth === 'whole'), {
        ...{ runId, holder, depth, names, signal: closing.signal },
      })
        .then(() => io.wake.judge())
        .catch((error: unknown) => {
          if (!closing.signal.aborted) log.error({ ...faultOf(error), tenantId, runId }, 'a check failed')
        })
        .finally(() => working.delete(work))
      working.add(work)
    }
    return store.read(tenantId, (db) => readRun(db, runId))
  }
  /** Firms whose last check is longer ago than the setting says, one after the other. */
  const lookAtFirms = async () => {
    for (const { id: tenantId } of await options.firms()) {
      if (closing.signal.aborted) return
      const last = await store.read(tenantId, (db) => lastRun(db))
      const dueMs = last === null ? 0 : new Date(last.startedAt).getTime() + options.everyHours * HOUR_MS
      if (last?.status === 'running' || clock.now().getTime() < dueMs) continue
      await begin({ tenantId, askedBy: 'clock', depth: 'new', names: null })
      await Promise.all(working)
    }
  }
  return {
    everyHours: options.everyHours,
    start: () => {
      if (options.everyHours === 0 || timer !== undefined) return
      timer = setInterval(() => {
        looking ??= lookAtFirms()
          .catch((error: unknown) => log.error(faultOf(error), 'checking by the clock failed'))
          .finally(() => {
            looking = undefined
          })
      }, LOOK_EVERY_MS)
      timer.unref()
    },
    begin: (input) => begin({ ...input, askedBy: 'person' }),
    ended: async ({ tenantId, runId }) => {
      for (;;) {
        const run = await store.read(tenantId, (db) => readRun(db, runId))
        if (run.status !== 'running') return run
        const now = clock.now()
        if (await store.read(tenantId, (db) => isAbandoned(db, { runId, now }))) {
          await store.write(tenantId, (tx) => endAbandoned(tx, now))
          continue
        }
        await Promise.race([...working, pause(WAIT_MS, undefined, { signal: closing.signal })])
      }
    },
    plan: async ({ tenantId, check }) => {
      const { found: _, ...plan } = await makePlan(lookIo(tenantId, false), { check })
      return plan
    },
    repair: ({ tenantId, ...input }) => applyPlan(repairIo(tenantId), input),
    readState: (tenantId) => readState(io, tenantId, closing.signal),
    compare: async ({ tenantId, before, after }) => {
      const kept = (called: string) =>
        store.read(tenantId, async (db) => {
          const checkpoint = await findCheckpoint(db, called)
          return { checkpoint, state: await readKeptState(db, checkpoint) }
        })
      const one = await kept(before)
      const other =
        after === NOW
          ? { checkpoint: null, state: await readState(io, tenantId, closing.signal) }
          : await kept(after)
      const { tables: _, ...shown } = one.checkpoint
      const { state } = other
      return {
        equal: one.state.hash.equals(state.hash),
        before: shown,
        after: {
          id: other.checkpoint?.id ?? null,
          name: other.checkpoint?.name ?? NOW,
          madeBy: other.checkpoint?.madeBy ?? '',
          beganAt: state.beganAt.toISOString(),
          endedAt: state.endedAt.toISOString(),
          oneMoment: state.oneMoment,
          rows: state.tables.reduce((sum, { rows }) => sum + rows, 0),
          hash: state.hash.toString('hex'),
        },
        tables: compareStates(one.state, state),
        leftOut: [
          ...leftOut.map(({ table, columns, why }) => ({
            what: columns === undefined ? table : `${table} (${columns.join(', ')})`,
            why,
          })),
          { what: 'alert, secret, audit_entry …', why: STAYS_WHY },
        ],
      }
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      clearInterval(timer)
      await looking
      await Promise.all(working)
    },
  }
}
