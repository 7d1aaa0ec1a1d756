import type { Id } from '../base/ids.ts'
import type { AlertType, Severity } from '../contract/monitoring.ts'
import type { Limits } from '../models/models.ts'
import type { Facts, SourceFacts } from './facts.ts'
import { type BackupStanding, ofBackups } from './judge-backups.ts'
import { ofMirror } from './judge-mirror.ts'
import { ofModels } from './judge-models.ts'
import { ofSuggestions } from './judge-suggestions.ts'
import { type Measured, type ProcessReading, percentFailed, sumOf, timesOf } from './read-metrics.ts'

/** From where on something is not well. */
export type Thresholds = {
  /** Milliseconds for a message. */
  performanceMs: number
  /** Of the program's own memory, MiB. */
  memoryMb: number
  /** Of what was done, percent. */
  errorRatePercent: number
  /** How long a mirror may not be reached or not get on. */
  mirrorMinutes: number
  /** What language models may cost a firm in a day, US dollars. */
  modelCostUsd: number
  /** Of suggested answers, percent that should be good. */
  suggestionGoodPercent: number
}

/** Something that is not well. */
export type Trouble = {
  type: AlertType
  sourceId: Id | null
  /** At which mirror; none's where it is absent. */
  mirrorId?: Id
  severity: Severity
  details: Record<string, number | string>
  /** Not bad enough to tell anybody of; bad enough that an alert which is there stays, so that none comes and goes. */
  isFading: boolean
}

export type Judged = {
  facts: Facts
  thresholds: Thresholds
  /** What language models may cost each firm. */
  modelLimits: Limits
  /** When the schedule last said to ask the sources, ten minutes ago or more; null when it never has. */
  dueAt: Date | null
  /** Since when this process has asked them as the schedule says; undefined where it does not. */
  startedAt: Date | undefined
  /** Since when runs wait without a break, and messages are waiting while none is understood. */
  runsWaitSince: Date | null
  messagesWaitSince: Date | null
  messagesWaiting: number
  /** Of the whole installation; null where this firm does not answer for it, or none are made by the clock. */
  backups: BackupStanding | null
  /** Of the machine; empty where this firm does not answer for it. */
  processes: readonly ProcessReading[]
}

const MINUTE_MS = 60_000
/** Below so much of a threshold it is over. */
const OVER_BELOW = 0.9
/** Of fewer, one that fails says nothing. */
const DONE_MIN = 20
const WAIT_MS = 10 * MINUTE_MS
const UNDERSTANDING_IDLE_MS = 5 * MINUTE_MS
const LOOK_MS_MAX = 30_000
const LOOK_ERRORS_PERCENT = 5
const FAILURES_MAX = 3
const TIMEOUTS_MIN = 3
const DISK_LOW_MB = 2_048
const DISK_VERY_LOW_MB = 512

/** What is not well, each of a kind at a source or mirror once. */
export function judge(judged: Judged): Trouble[] {
  return [
    ...ofWork(judged),
    ...ofQueues(judged),
    ...ofConsistency(judged),
    ...ofHooks(judged),
    ...ofModels(judged),
    ...ofSuggestions(judged),
    ...ofMachine(judged),
    ...ofBackups(judged),
    ...judged.facts.sources.flatMap((source) => ofSource(source, judged)),
    ...judged.facts.mirrors.flatMap((mirror) => ofMirror(mirror, judged)),
  ]
}

function ofWork({ facts: { recent }, thresholds }: Judged): Trouble[] {
  const found: Trouble[] = []
  const slowest = recent
    .filter(({ name }) => name === 'stage')
    .map((stage) => ({ stage: stage.label, ms: timesOf([stage]).p95Ms ?? 0 }))
    .toSorted((a, b) => b.ms - a.ms)[0]
  if (slowest !== undefined)
    found.push(
      ...over(
        'performance',
        slowest.ms,
        thresholds.performanceMs,
        { stage: slowest.stage },
        {
          severityOf: (times) => (times > 2 ? 'high' : 'medium'),
        },
      ),
    )
  // Looks at sources have alerts of their own.
  const done = recent.filter(({ name }) => name === 'stage' || name === 'request')
  if (sumOf(done, 'count') >= DONE_MIN)
    found.push(
      ...over(
        'error_rate',
        percentFailed(done),
        thresholds.errorRatePercent,
        {},
        {
          severityOf: (times) => (times > 3 ? 'high' : 'medium'),
        },
      ),
    )
  const timeouts = sumOf(
    recent.filter(({ name }) => name === 'timeout'),
    'count',
  )
  if (timeouts > 0)
    found.push({
      ...{ type: 'timeout', sourceId: null, severity: 'medium' },
      details: { value: timeouts, threshold: TIMEOUTS_MIN },
      isFading: timeouts < TIMEOUTS_MIN,
    })
  return found
}

function ofQueues(judged: Judged): Trouble[] {
  const { facts, runsWaitSince, messagesWaitSince, messagesWaiting } = judged
  const waitedMs = (since: Date | null) => (since === null ? 0 : facts.now.getTime() - since.getTime())
  const backup = (what: string, value: number, ms: number, severity: Severity): Trouble => ({
    ...{ type: 'queue_backup', sourceId: null, severity, isFading: false },
    details: { what, value, minutes: Math.round(ms / MINUTE_MS) },
  })
  const repliesMs = waitedMs(facts.repliesLateSince)
  if (repliesMs >= WAIT_MS) return [backup('replies', facts.repliesWaiting, repliesMs, 'high')]
  const messagesMs = waitedMs(messagesWaitSince)
  if (messagesMs >= UNDERSTANDING_IDLE_MS) return [backup('messages', messagesWaiting, messagesMs, 'high')]
  const runsMs = waitedMs(runsWaitSince)
  if (facts.runsQueued === 0) return []
  return [{ ...backup('runs', facts.runsQueued, runsMs, 'medium'), isFading: runsMs < WAIT_MS }]
}

/** What checks found and nobody has repaired yet. */
function ofConsistency({ facts: { inconsistencies } }: Judged): Trouble[] {
  if (inconsistencies === 0) return []
  return [
    {
      ...{ type: 'inconsistent', sourceId: null, severity: 'high', isFading: false },
      details: { value: inconsistencies, threshold: 0 },
    },
  ]
}

/** Other systems that hear nothing any more until a person switches them on. */
function ofHooks({ facts: { hooksOff } }: Judged): Trouble[] {
  if (hooksOff === 0) return []
  return [
    {
      ...{ type: 'hook_off', sourceId: null, severity: 'high', isFading: false },
      details: { value: hooksOff, threshold: 0 },
    },
  ]
}

function ofMachine({ processes, thresholds }: Judged): Trouble[] {
  const memoryMb = Math.max(0, ...processes.map((process) => process.memoryMb))
  const free = processes.flatMap(({ diskFreeMb }) => diskFreeMb ?? [])
  const freeMb = Math.min(...free)
  const found = over(
    'memory',
    memoryMb,
    thresholds.memoryMb,
    {},
    {
      severityOf: (times) => (times > 2 ? 'critical' : 'high'),
    },
  )
  if (free.length > 0 && freeMb * OVER_BELOW < DISK_LOW_MB)
    found.push({
      ...{ type: 'disk_space', sourceId: null },
      severity: freeMb < DISK_VERY_LOW_MB ? 'critical' : 'high',
      details: { value: Math.round(freeMb), threshold: DISK_LOW_MB },
      isFading: freeMb >= DISK_LOW_MB,
    })
  return found
}

/** Nothing of one that a person has paused; of one that waits for a person, that alone. */
function ofSource(source: SourceFacts, judged: Judged): Trouble[] {
  const { id: sourceId, state, failures } = source
  const at = { sourceId, isFading: false }
  if (state === 'paused') return []
  if (state === 'broken') return [{ ...at, type: 'source_needs_person', severity: 'high', details: {} }]
  const found: Trouble[] = []
  if (failures > FAILURES_MAX)
    found.push({
      ...{ ...at, type: 'discovery_failures', severity: 'high' },
      details: { value: failures, threshold: FAILURES_MAX },
    })
  const silentSince = stalledSince(source, judged)
  if (silentSince !== null)
    found.push({
      ...{ ...at, type: 'discovery_stalled', severity: 'high' },
      details: {
        value: Math.round((judged.facts.now.getTime() - silentSince.getTime()) / MINUTE_MS),
        threshold: WAIT_MS / MINUTE_MS,
      },
      // It may be that nothing ran when it was due.
      isFading: judged.startedAt === undefined || (judged.dueAt ?? 0) < judged.startedAt,
    })
  const longestMs = of(judged.facts.recent, sourceId)?.maxMs ?? 0
  if (longestMs > LOOK_MS_MAX)
    found.push({
      ...{ ...at, type: 'discovery_slow', severity: 'medium' },
      details: { value: Math.round(longestMs / 1000), threshold: LOOK_MS_MAX / 1000 },
    })
  const looks = of(judged.facts.looks, sourceId)
  if (looks !== undefined && looks.count >= DONE_MIN)
    found.push(
      ...over(
        'discovery_errors',
        percentFailed([looks]),
        LOOK_ERRORS_PERCENT,
        {},
        {
          sourceId,
          severityOf: () => 'medium',
        },
      ),
    )
  return found
}

const of = (some: readonly Measured[], sourceId: Id) =>
  some.find(({ name, label }) => name === 'look' && label === sourceId)

/** Since when a source should have been asked and was not; null when all is as the schedule says, or it waits after a failure. */
function stalledSince(
  { lookedAt, askedAt, tryAt, madeAt }: SourceFacts,
  { facts, dueAt }: Judged,
): Date | null {
  if (dueAt === null || madeAt > dueAt || (tryAt !== null && tryAt > facts.now)) return null
  const last = new Date(Math.max(lookedAt?.getTime() ?? 0, askedAt?.getTime() ?? 0, tryAt?.getTime() ?? 0))
  return last < dueAt ? new Date(Math.max(last.getTime(), madeAt.getTime())) : null
}

/** What is over a threshold, or not far below. */
function over(
  type: AlertType,
  value: number,
  threshold: number,
  details: Trouble['details'],
  more: { severityOf: (times: number) => Severity; sourceId?: Id },
): Trouble[] {
  if (value <= threshold * OVER_BELOW) return []
  return [
    {
      ...{ type, sourceId: more.sourceId ?? null, severity: more.severityOf(value / threshold) },
      details: { ...details, value: Math.round(value * 10) / 10, threshold },
      isFading: value <= threshold,
    },
  ]
}
