import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { lastDue } from '../base/schedule.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Limits } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { countAlerts, settleAlerts } from './alerts.ts'
import { type Facts, readFacts } from './facts.ts'
import { judge, type Thresholds, type Trouble } from './judge.ts'
import type { BackupStanding } from './judge-backups.ts'
import type { Standing } from './prometheus.ts'
import type { ProcessReading } from './read-metrics.ts'

const STALLED_MS = 10 * 60_000
/** Known for certain when it is first seen; the rest must be seen at two looks in a row. */
const CERTAIN: readonly Trouble['type'][] = [
  'discovery_failures',
  'source_needs_person',
  'inconsistent',
  'mirror_unreachable',
  'hook_off',
  'model_cost',
  'model_budget',
  'suggestions_rejected',
  'backup_failed',
  'backup_overdue',
]

/** What was seen of a firm at the last look, for what must last to count. */
type Seen = { troubles: Set<string>; runsWaitSince: Date | null; messagesWaitSince: Date | null }

export type JudgeInput = {
  tenantId: Id
  /** Since when sources are asked by the clock; undefined where they are not. */
  startedAt: Date | undefined
  /** The machine, where the firm answers for it. */
  processes: readonly ProcessReading[]
  /** The installation's backups, likewise. */
  backups: BackupStanding | null
}

/** Judges whether all is well with a firm, makes its alerts agree with that, and answers how it stands. */
export function openJudge(
  { store, clock, metrics }: { store: Store; clock: Clock; metrics: Metrics },
  {
    thresholds,
    modelLimits,
    discoverySchedule,
  }: { thresholds: Thresholds; modelLimits: Limits; discoverySchedule: string },
): (input: JudgeInput) => Promise<Standing> {
  const seen = new Map<Id, Seen>()
  return async ({ tenantId, startedAt, processes, backups }) => {
    const now = clock.now()
    const facts = await store.read(tenantId, (db) => readFacts(db, now))
    const before = seen.get(tenantId)
    const messagesWaiting = metrics.waitingOf(tenantId)
    const isIdle = messagesWaiting > 0 && understoodIn(facts) === 0
    const waits = {
      runsWaitSince: facts.runsQueued > 0 ? (before?.runsWaitSince ?? now) : null,
      messagesWaitSince: isIdle ? (before?.messagesWaitSince ?? now) : null,
    }
    const found = judge({
      ...{ facts, thresholds, modelLimits, messagesWaiting, processes, backups, ...waits },
      dueAt: lastDue(discoverySchedule, new Date(now.getTime() - STALLED_MS)),
      startedAt,
    })
    const bad = found.filter(({ isFading }) => !isFading)
    seen.set(tenantId, { ...waits, troubles: new Set(bad.map(keyOf)) })
    const isSure = (trouble: Trouble) =>
      CERTAIN.includes(trouble.type) || before?.troubles.has(keyOf(trouble))
    const troubles = found.map((trouble) => (isSure(trouble) ? trouble : { ...trouble, isFading: true }))
    return store.write(tenantId, async (tx) => {
      await settleAlerts(tx, { clock, troubles })
      return { facts, alerts: await countAlerts(tx) }
    })
  }
}

function keyOf({ type, sourceId, mirrorId }: Trouble): string {
  return `${type}/${sourceId}/${mirrorId}`
}

function understoodIn({ recent }: Facts): number {
  return recent.find(({ name, label }) => name === 'stage' && label === 'understand')?.count ?? 0
}
