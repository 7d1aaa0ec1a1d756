import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import { keepSchedule } from '../base/schedule.ts'
import type { Dashboard, HealthReport } from '../contract/monitoring.ts'
import type { SendLetter } from '../mail/mail.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { limitsOf, type ModelSettings } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { countAlerts, listAlerts } from './alerts.ts'
import { readBackupStanding } from './backup-standing.ts'
import { readDashboard } from './dashboard.ts'
import { presentProcesses, readFacts } from './facts.ts'
import { checkGoogle } from './google-check.ts'
import { reportHealth } from './health-report.ts'
import type { Thresholds } from './judge.ts'
import { openJudge } from './judge-firm.ts'
import { keepReading, letMachineMetricsGo, letMetricsGo } from './keep-metrics.ts'
import { openKeeper } from './keeper.ts'
import { openMachine } from './machine.ts'
import { type Standing, standingText } from './prometheus.ts'
import { leadersOf, type Reader, tellAlerts } from './tell-alerts.ts'

export type WatchIo = {
  store: Store
  clock: Clock
  log: Log
  metrics: Metrics
  /** Sends letters; undefined where no mail server is set. */
  mail: SendLetter | undefined
  /** Who works for a firm. */
  people: (firmId: Id) => Promise<Reader[]>
}

export type WatchOptions = {
  thresholds: Thresholds
  /** The language model that is asked; undefined where none is. */
  model?: Omit<ModelSettings, 'apiKey'> | undefined
  /** When sources are asked for what is new: five fields of cron. */
  discoverySchedule: string
  /** Days that what was measured is kept. */
  keepDays: number
  /** Hours between backups by the clock; 0 for none. */
  backupEveryHours: number
  /** What is on the disk whose room counts. */
  dataDir: string
  /** Where the page of alerts is, for letters. */
  pageUrl: string
  /** Google's token endpoint; undefined where Plumbline is not known to Google. */
  googleTokenUrl: string | undefined
  /** The firms to watch, oldest first, asked anew each time. */
  firms: () => Promise<readonly { id: Id; sample?: boolean }[]>
}

/** Measures, judges, and tells. Disposing it keeps what was measured last. */
export type Watch = AsyncDisposable & {
  /** Begins to judge by the clock. Until then it only measures. */
  start(): void
  /** Judges all firms now, and tells their leaders of what is grave. */
  look(): Promise<void>
  /** Keeps what was measured until now. */
  flush(): Promise<void>
  /** Asks now whether Google can be reached, where Plumbline is known to it. */
  checkGoogle(): Promise<void>
  dashboard(input: { tenantId: Id; window: 'hour' | 'day' }): Promise<Dashboard>
  health(tenantId: Id): Promise<HealthReport>
  /** Who of a firm is mailed of grave alerts. */
  mailOf(tenantId: Id): Promise<Dashboard['mail']>
  /** Prometheus' text: of a firm and this process, or of all firms together where none is given. */
  metricsText(tenantId: Id | null): Promise<string>
  /** Whether the program has to be started again: its embedded database has ended. Asks nothing. */
  isDead(): boolean
}

const EVERY_MINUTE = '* * * * *'
const EVERY_FIVE_MINUTES = '*/5 * * * *'
const SWEEP_EVERY_MS = 60 * 60_000
const DAY_MS = 24 * 60 * 60_000
/** Alerts that are over are kept so long. */
const ALERTS_KEPT_MS = 90 * DAY_MS
export function openWatch(io: WatchIo, options: WatchOptions): Watch {
  const { store, clock, log, metrics } = io
  const machine = openMachine({ store, dataDir: options.dataDir })
  const standings = new Map<Id, Standing>()
  const judgeFirm = openJudge(io, { ...options, modelLimits: limitsOf(options.model) })
  let looking: Promise<void> | undefined
  let startedAt: Date | undefined
  let sweptAt = 0
  let death = false
  const schedules: Disposable[] = []
  void store.died.then(() => {
    death = true
  })

  const keeper = openKeeper(io)
  const { flush } = keeper

  const sweep = async (firms: readonly { id: Id }[]) => {
    const now = clock.now().getTime()
    if (now - sweptAt < SWEEP_EVERY_MS) return
    sweptAt = now
    const before = new Date(now - options.keepDays * DAY_MS)
    for (const { id } of firms)
      await store.write(id, (tx) =>
        letMetricsGo(tx, { before, alertsBefore: new Date(now - ALERTS_KEPT_MS) }),
      )
    await letMachineMetricsGo(store, before)
  }
  // Also where nothing is judged: what is measured would else grow for ever.
  const sweeping = setInterval(() => lookQuietly(async () => sweep(await options.firms()))(), SWEEP_EVERY_MS)
  sweeping.unref()
  const lookAtAll = async () => {
    await flush()
    await keepReading(store, {
      processId: metrics.processId,
      now: clock.now(),
      reading: await machine.read(),
    })
    const firms = await options.firms()
    const processes = await presentProcesses(store, clock.now())
    const backups = await readBackupStanding({ ...options, everyHours: options.backupEveryHours, startedAt })
    // Whoever set the installation up answers for the machine; its other firms could do nothing about it.
    const answering = firms.find(({ sample }) => sample !== true) ?? firms[0]
    for (const { id } of firms)
      try {
        const isAnswering = id === answering?.id
        standings.set(
          id,
          await judgeFirm({
            ...{ tenantId: id, startedAt },
            ...(isAnswering ? { processes, backups } : { processes: [], backups: null }),
          }),
        )
        await tellAlerts({ ...io, url: options.pageUrl }, id)
      } catch (error) {
        log.error({ code: errorCode(error), tenantId: id }, 'judging whether all is well failed')
      }
    await sweep(firms)
  }
  const look = () => {
    looking ??= lookAtAll().finally(() => {
      looking = undefined
    })
    return looking
  }
  const askGoogle = async () => {
    if (options.googleTokenUrl !== undefined) await checkGoogle(io, options.googleTokenUrl)
  }
  const lookQuietly = (what: () => Promise<void>) => () =>
    void what().catch((error: unknown) =>
      log.error({ code: errorCode(error) }, 'looking whether all is well failed'),
    )
  const health = async (tenantId: Id): Promise<HealthReport> =>
    reportHealth(
      { store, clock, reading: machine.read },
      {
        tenantId,
        memoryMbMax: options.thresholds.memoryMb,
        knowsGoogle: options.googleTokenUrl !== undefined,
        alerts: await store.read(
          tenantId,
          async (db) => (await listAlerts(db, { status: 'active', limit: 200 })).alerts,
        ),
      },
    )
  return {
    start: () => {
      if (startedAt !== undefined) return
      startedAt = clock.now()
      schedules.push(keepSchedule(EVERY_MINUTE, lookQuietly(look)))
      schedules.push(keepSchedule(EVERY_FIVE_MINUTES, lookQuietly(askGoogle)))
      lookQuietly(askGoogle)()
    },
    look,
    flush,
    checkGoogle: askGoogle,
    dashboard: async ({ tenantId, window }) => {
      await flush()
      await keepReading(store, {
        processId: metrics.processId,
        now: clock.now(),
        reading: await machine.read(),
      })
      const { to: _, ...mail } = await leadersOf(io, tenantId)
      const { systemHealth } = await health(tenantId)
      return readDashboard(io, {
        ...{ tenantId, window, systemHealth, mail },
        memoryMbMax: options.thresholds.memoryMb,
        model: options.model,
        messagesToUnderstand: metrics.waitingOf(tenantId),
      })
    },
    health,
    mailOf: async (tenantId) => {
      const { to: _, ...mail } = await leadersOf(io, tenantId)
      return mail.set ? mail : { ...mail, recipients: 0 }
    },
    metricsText: async (tenantId) => {
      metrics.machine.read(await machine.read())
      const own =
        tenantId === null
          ? [...standings.values()]
          : [await standingOf(store, { tenantId, now: clock.now() })]
      const meter = tenantId === null ? metrics.all : metrics.firm(tenantId)
      const parts = [metrics.machine.registry.metrics(), meter.registry.metrics()]
      return [...(await Promise.all(parts)), await standingText(own, { bySource: tenantId !== null })].join(
        '\n',
      )
    },
    isDead: () => death,
    [Symbol.asyncDispose]: async () => {
      clearInterval(sweeping)
      for (const schedule of schedules) schedule[Symbol.dispose]()
      await looking?.catch(() => undefined)
      await keeper[Symbol.asyncDispose]()
      machine[Symbol.dispose]()
    },
  }
}

function standingOf(store: Store, { tenantId, now }: { tenantId: Id; now: Date }): Promise<Standing> {
  return store.read(tenantId, async (db) => ({
    facts: await readFacts(db, now),
    alerts: await countAlerts(db),
  }))
}
