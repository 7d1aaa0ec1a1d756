import type { Clock } from '../base/clock.ts'
import { faultOf } from '../base/fault.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode, isDiskFull, Refusal } from '../base/refusal.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import {
  abandonedToQueue,
  claimRun,
  finishRun,
  type ItemSeal,
  type RunInput,
  renewLease,
} from '../intake/intake.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Store } from '../store/store.ts'
import { importTakeout } from './import-takeout.ts'
import { rehearse } from './rehearse.ts'
import { syncSource } from './sync-source.ts'
import type { OpenWires } from './wires.ts'

export type RunnerIo = {
  store: Store
  clock: Clock
  log: Log
  media: MediaFolder
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
  /** Key of the ids that replies go out under. */
  replyKey: Buffer
  wires: OpenWires
  /** Hears what was done, and how long it took. */
  metrics?: Metrics | undefined
}

export type RunnerOptions = {
  /** Runs at work at once in this process; the next one waits. */
  concurrentMax: number
  timeoutHours: number
  /** The firms to work for, asked anew each time. */
  firms: () => Promise<readonly { id: Id }[]>
  /** Hears of the files of a completed run, which are not needed any more. */
  onCompleted: (paths: readonly string[]) => Promise<void>
  /** Hears of a firm whose run has ended, in whatever way: whoever gave way to it may go on. */
  onEnded?: (tenantId: Id) => void
}

/** Works on runs as they are asked for. Disposing it stops them cleanly; they can be resumed. */
export type Runner = AsyncDisposable & {
  /** Looks now, rather than at the next look, for runs that wait and for those that are to stop; of this firm first. */
  wake(tenantId?: Id): void
  /** Whether a run is at work in this process. */
  isBusy(): boolean
}

const LOOK_EVERY_MS = 2_000
/** Often enough that a cancel in another process is heeded while people look. */
const RENEW_EVERY_MS = 1_000
const SHUT_DOWN = 'shut down'
const CANCELLED = 'cancelled'

/** Starts looking for runs. */
export async function openRunner(io: RunnerIo, options: RunnerOptions): Promise<Runner> {
  const holder = newId(io.clock)
  const working = new Map<Id, { stop: AbortController; ended: Promise<void>; heart: Heart }>()
  let closing = false
  let looking: Promise<void> = Promise.resolve()

  if (io.store.kind === 'pglite') {
    for (const firm of await options.firms()) await io.store.write(firm.id, abandonedToQueue)
  }

  const look = async (first?: Id) => {
    const firms = await options.firms()
    for (const firm of first === undefined ? firms : [{ id: first }, ...firms]) {
      while (!closing && working.size < options.concurrentMax) {
        const run = await io.store.write(firm.id, (tx) =>
          claimRun(tx, { clock: io.clock, holder, atWork: [...working.keys()] }),
        )
        if (run === undefined) break
        const stop = new AbortController()
        const own = { ...run, tenantId: firm.id, holder, stop, secondsMore: openStopwatch() }
        const heart = openHeart(io, own)
        const ended = work(io, { ...options, ...own, heart }).finally(() => {
          working.delete(run.runId)
          options.onEnded?.(firm.id)
          wake()
        })
        working.set(run.runId, { stop, ended, heart })
      }
    }
  }
  const wake = (tenantId?: Id) => {
    if (closing) return
    for (const { heart } of working.values()) heart.beat()
    looking = looking
      .then(() => look(tenantId))
      .catch((error: unknown) => io.log.error(faultOf(error), 'looking for runs failed'))
  }
  const timer = setInterval(() => wake(), LOOK_EVERY_MS)
  wake()
  return {
    wake,
    isBusy: () => working.size > 0,
    [Symbol.asyncDispose]: async () => {
      closing = true
      clearInterval(timer)
      await looking
      for (const { stop } of working.values()) stop.abort(SHUT_DOWN)
      await Promise.all([...working.values()].map(({ ended }) => ended))
    },
  }
}

/** A run at work in this process. */
type Working = {
  tenantId: Id
  runId: Id
  holder: Id
  stop: AbortController
  /** Seconds worked since it was last asked. */
  secondsMore: () => number
}

type Work = Working & {
  input: RunInput
  dryRun: boolean
  timeoutHours: number
  onCompleted: RunnerOptions['onCompleted']
  heart: Heart
}

/** Renews a run's lease and its figures until it is disposed of. */
type Heart = Disposable & {
  /** Renews them now. */
  beat(): void
}

/** Stops the run once its lease is not its own any more, as when it was cancelled. */
function openHeart(io: RunnerIo, { tenantId, runId, holder, stop, secondsMore }: Working): Heart {
  let renewing: Promise<void> | undefined
  let again = false
  let over = false
  const renew = async () => {
    const kept = await io.store.write(tenantId, (tx) =>
      renewLease(tx, { clock: io.clock, holder, runId, secondsMore: secondsMore() }),
    )
    if (!kept) stop.abort(CANCELLED)
  }
  const beat = () => {
    if (over) return
    again = renewing !== undefined // that one may have looked a moment too early
    renewing ??= renew()
      .catch(() => undefined)
      .finally(() => {
        renewing = undefined
        if (again) beat()
      })
  }
  // While the database is busy with a batch, one in line is enough.
  const timer = setInterval(() => renewing ?? beat(), RENEW_EVERY_MS)
  return {
    beat,
    [Symbol.dispose]: () => {
      clearInterval(timer)
      over = true
    },
  }
}

function openStopwatch(): () => number {
  let countedMs = performance.now()
  return () => {
    const before = countedMs
    countedMs = performance.now()
    return (countedMs - before) / 1000
  }
}

/** Works on one run until it ends; never throws. */
async function work(io: RunnerIo, input: Work): Promise<void> {
  const { tenantId, runId, stop, secondsMore, heart } = input
  const finish = (end: Pick<Parameters<typeof finishRun>[1], 'status' | 'error'>) =>
    io.store.write(tenantId, (tx) =>
      finishRun(tx, { clock: io.clock, runId, secondsMore: secondsMore(), ...end }),
    )
  try {
    const status = await workOn(io, input)
    heart[Symbol.dispose]()
    await finish(status === 'completed' ? { status } : { status, error: COUNT_MISMATCH })
    if ('sourceId' in input.input) return
    if (status === 'completed' && !input.dryRun) await input.onCompleted(input.input.paths)
    await tidy(io)
  } catch (error) {
    heart[Symbol.dispose]()
    await finish(endOf(error, stop.signal)).catch((inner: unknown) =>
      io.log.error({ code: errorCode(inner), runId }, 'a run could not be ended'),
    )
    if (stop.signal.aborted) return
    if (error instanceof Refusal) io.log.warn({ runId, code: error.code }, 'a run was refused')
    else io.log.error({ runId, ...faultOf(error) }, 'a run failed')
    io.log.trace({ runId, err: error })
  }
}

async function workOn(io: RunnerIo, input: Work): Promise<'completed' | 'incomplete'> {
  const task = { ...input, signal: input.stop.signal }
  if ('sourceId' in input.input) {
    return syncSource({ ...io, chance: Math.random }, { ...task, ...input.input })
  }
  const { paths } = input.input
  return input.dryRun ? rehearse(io, { ...task, paths }) : importTakeout(io, { ...task, paths })
}

/** The embedded database neither vacuums nor measures its tables by itself; a server does both. */
async function tidy({ store, log }: RunnerIo): Promise<void> {
  if (store.kind !== 'pglite') return
  await store.vacuum().catch((error: unknown) => log.warn({ code: errorCode(error) }, 'vacuuming failed'))
}

const COUNT_MISMATCH = {
  code: 'count_mismatch',
  message: 'The archive’s own count and what was seen in it do not agree.',
  next: 'Look at the ledger: part of the archive could not be read. Download the archive again and import it; nothing will be doubled.',
}

function endOf(
  error: unknown,
  signal: AbortSignal,
): Pick<Parameters<typeof finishRun>[1], 'status' | 'error'> {
  if (signal.aborted) return { status: signal.reason === CANCELLED ? 'cancelled' : 'interrupted' }
  if (error instanceof Refusal)
    return { status: 'failed', error: { code: error.code, message: error.message, next: error.next } }
  if (isDiskFull(error)) {
    return {
      status: 'failed',
      error: {
        code: 'disk_full',
        message: 'The disk is full.',
        next: 'Make room, then resume the import; it goes on where it stopped.',
      },
    }
  }
  return {
    status: 'failed',
    error: {
      code: 'internal',
      message: 'The import stopped because of a fault in Plumbline.',
      next: 'Resume it; if it stops again, report the fault with the log.',
    },
  }
}
