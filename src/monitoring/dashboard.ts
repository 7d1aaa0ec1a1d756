import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Dashboard, HealthState } from '../contract/monitoring.ts'
import { type ModelSettings, readSpending, showBudgets } from '../models/models.ts'
import type { Db, Store } from '../store/store.ts'
import { countAlerts } from './alerts.ts'
import { countReplies, countRuns, presentProcesses, readSources, type SourceFacts, soon } from './facts.ts'
import {
  type Measured,
  percentFailed,
  readMeasured,
  readQueries,
  readSteps,
  type Step,
  sumOf,
  timesOf,
} from './read-metrics.ts'
import { readReplyStanding } from './reply-facts.ts'

const MINUTE_MS = 60_000
const THROUGHPUT_MS = 5 * MINUTE_MS
/** How long each window is, and in what steps it is shown. */
const WINDOWS = {
  hour: { ms: 60 * MINUTE_MS, stepSeconds: 60 },
  day: { ms: 24 * 60 * MINUTE_MS, stepSeconds: 15 * 60 },
} as const

export type DashboardInput = {
  tenantId: Id
  window: keyof typeof WINDOWS
  systemHealth: HealthState
  memoryMbMax: number
  messagesToUnderstand: number
  mail: Dashboard['mail']
  /** The language model that is asked. */
  model: Omit<ModelSettings, 'apiKey'> | undefined
}

/** A firm's figures over a window. Reads minutes, sources, runs and figures of some days, and no message: it is as quick with a million of them. */
export async function readDashboard(
  { store, clock }: { store: Store; clock: Clock },
  input: DashboardInput,
): Promise<Dashboard> {
  const now = clock.now()
  const { ms, stepSeconds } = WINDOWS[input.window]
  const to = soon(now)
  const from = new Date(Math.floor((now.getTime() - ms) / (stepSeconds * 1000)) * stepSeconds * 1000)
  const firm = await store.read(input.tenantId, async (db) => ({
    measured: await readMeasured(db, { from, to }),
    latest: await readMeasured(db, { from: new Date(now.getTime() - THROUGHPUT_MS), to }),
    steps: await readSteps(db, { from, to, stepSeconds }),
    sources: await readSources(db, now),
    runs: await countRuns(db),
    replies: await countReplies(db, now),
    alerts: await countAlerts(db),
    totals: await readTotals(db),
    spending: await readSpending(db, now),
    standing: await readReplyStanding(db, now),
  }))
  const { measured, runs } = firm
  const named = (name: string) => measured.filter((one) => one.name === name)
  const stages = named('stage')
  const processes = await presentProcesses(store, now)
  const largest = (field: 'memoryMb' | 'rssMb') =>
    processes.length === 0 ? null : Math.round(Math.max(...processes.map((process) => process[field])))
  const added = (field: 'poolUsed' | 'poolIdle' | 'poolWaiting') =>
    processes.reduce((sum, process) => sum + process[field], 0)
  const processing = processingOf(stages)
  const done = [...stages, ...named('request')]
  return {
    systemHealth: input.systemHealth,
    activeSync: runs.running,
    activeAlerts: Object.values(firm.alerts).reduce((sum, count) => sum + count, 0),
    throughput: round(
      sumOf(
        firm.latest.filter(({ name }) => name === 'stored'),
        'count',
      ) /
        (THROUGHPUT_MS / 1000),
    ),
    averageProcessingTime: processing.meanMs,
    errorRate: percentFailed(done),
    memoryUsage: largest('memoryMb'),
    queueDepth: runs.queued + input.messagesToUnderstand + firm.replies.repliesWaiting,
    timestamp: now.toISOString(),
    window: { from: from.toISOString(), to: to.toISOString(), stepSeconds },
    processing,
    stages: stages.map((stage) => ({ stage: stage.label, failed: stage.failed, ...timesOf([stage]) })),
    requests: { ...timesOf(named('request')), failed: sumOf(named('request'), 'failed') },
    queries: await readQueries(store, { from, to }),
    memory: { usedMb: largest('memoryMb'), residentMb: largest('rssMb'), thresholdMb: input.memoryMbMax },
    queue: {
      runsQueued: runs.queued,
      runsRunning: runs.running,
      messagesToUnderstand: input.messagesToUnderstand,
      repliesWaiting: firm.replies.repliesWaiting,
    },
    pool: { used: added('poolUsed'), idle: added('poolIdle'), waiting: added('poolWaiting') },
    sources: firm.sources.map((source) => shownSource(source, { now, looks: named('look') })),
    models: showBudgets(firm.spending, input.model),
    replies: firm.standing,
    totals: firm.totals,
    series: firm.steps.map(shownStep),
    mail: input.mail,
  }
}

/**
 * How long a message takes: the mean through all stages is the sum of the stages' means; of percentiles there is no
 * sum, so they are over every passage of a message through a stage.
 */
function processingOf(stages: readonly Measured[]): Dashboard['processing'] {
  const { p50Ms, p95Ms, p99Ms } = timesOf(stages)
  const means = stages.flatMap((stage) => timesOf([stage]).meanMs ?? [])
  const count = sumOf(
    stages.filter(({ label }) => label === 'receive'),
    'count',
  )
  const meanMs = means.length === 0 ? null : round(means.reduce((sum, mean) => sum + mean, 0))
  return { count, meanMs, p50Ms, p95Ms, p99Ms }
}

function shownSource(
  source: SourceFacts,
  { now, looks }: { now: Date; looks: readonly Measured[] },
): Dashboard['sources'][number] {
  const seconds = (at: Date | null) =>
    at === null ? null : Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000))
  const own = looks.filter(({ label }) => label === source.id)
  return {
    sourceId: source.id,
    channel: source.channel,
    state: source.state,
    lagSeconds: seconds(source.lookedAt),
    newestSeconds: seconds(source.newsAt),
    lastRunAt: source.lookedAt?.toISOString() ?? null,
    discoveryDurationMs: timesOf(own).meanMs,
    consecutiveFailures: source.failures,
    errorRate: percentFailed(own),
  }
}

function shownStep({
  at,
  stored,
  stageCount,
  stageMs,
  done,
  failed,
  requests,
}: Step): Dashboard['series'][number] {
  return {
    at: at.toISOString(),
    messages: stored,
    meanMs: stageCount === 0 ? null : round(stageMs / stageCount),
    errorRate: done === 0 ? 0 : round((failed / done) * 100),
    requests,
  }
}

/** What all runs came to, by their own counts. */
async function readTotals(db: Db): Promise<Dashboard['totals']> {
  const { rows } = await sql<Dashboard['totals']>`
    select coalesce(sum(stored), 0)::int as messages, coalesce(sum(customers_created), 0)::int as customers_created,
           coalesce(sum(conversations_created), 0)::int as conversations_created
    from run where not dry_run`.execute(db)
  return rows[0] ?? { messages: 0, customersCreated: 0, conversationsCreated: 0 }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
