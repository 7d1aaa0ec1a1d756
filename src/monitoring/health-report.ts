import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Alert, HealthCheck, HealthReport, HealthState } from '../contract/monitoring.ts'
import type { MachineReading } from '../metrics/metrics.ts'
import type { Store } from '../store/store.ts'
import { type Facts, presentProcesses, readFacts } from './facts.ts'
import { readGoogle } from './google-check.ts'
import { examineHealth } from './health.ts'
import type { ProcessReading } from './read-metrics.ts'

const MIB = 1024 * 1024
const DISK_LOW_MB = 2_048
const DISK_VERY_LOW_MB = 512
/** Of a disk whose room cannot be told. */
const UNTOLD = 'untold'
/** What was found longer ago than three looks tells nothing. */
const STALE_MS = 16 * 60_000

export type HealthIo = { store: Store; clock: Clock; reading: () => Promise<MachineReading> }

export type HealthInput = {
  tenantId: Id
  /** Of the program's own memory, MiB. */
  memoryMbMax: number
  /** Whether Plumbline is known to Google. */
  knowsGoogle: boolean
  /** Alerts that nobody has resolved. */
  alerts: readonly Pick<Alert, 'alertType' | 'severity'>[]
}

/**
 * How a firm's Plumbline is, thing by thing: its database, Google where it is needed, what waits, memory and disk of all
 * processes. Asks nothing outside: of Google it tells what the clock found last. With a grave alert not all is well.
 */
export async function reportHealth(io: HealthIo, input: HealthInput): Promise<HealthReport> {
  const { store, clock } = io
  const now = clock.now()
  const at = { checkedAt: now.toISOString() }
  const database = await examineHealth(store)
  const { state, milliseconds } = database.database
  const databaseCheck = {
    ...at,
    name: 'database',
    status: database.status,
    code: state,
    values: { milliseconds },
  } as const
  if (state !== 'answers') return { systemHealth: database.status, checks: [databaseCheck] }
  const facts = await store.read(input.tenantId, (db) => readFacts(db, now))
  const processes = [...(await presentProcesses(store, now)), ofThisProcess(await io.reading())]
  const backsUp = input.alerts.some(({ alertType }) => alertType === 'queue_backup')
  const isGrave = input.alerts.some(({ severity }) => severity === 'high' || severity === 'critical')
  const checks: HealthCheck[] = [
    databaseCheck,
    await googleCheck(store, { facts, knowsGoogle: input.knowsGoogle }),
    {
      ...{ ...at, name: 'queue', status: backsUp ? 'degraded' : 'healthy' },
      code: backsUp ? 'backed_up' : 'moves',
      values: { waiting: facts.runsQueued, atWork: facts.runsRunning },
    },
    memoryCheck(processes, { now, max: input.memoryMbMax }),
    diskCheck(processes, now),
  ]
  const worst = worstOf(checks)
  return { systemHealth: worst === 'healthy' && isGrave ? 'degraded' : worst, checks }
}

function ofThisProcess({ memoryBytes, rssBytes, diskFreeBytes, pool }: MachineReading): ProcessReading {
  return {
    memoryMb: memoryBytes / MIB,
    rssMb: rssBytes / MIB,
    diskFreeMb: diskFreeBytes === null ? null : diskFreeBytes / MIB,
    ...{ poolUsed: pool.used, poolIdle: pool.idle, poolWaiting: pool.waiting },
  }
}

/** Google matters where an account there is a source, or could be one; a source's own trouble with it comes first. */
async function googleCheck(
  store: Pick<Store, 'pool'>,
  { facts, knowsGoogle }: { facts: Facts; knowsGoogle: boolean },
): Promise<HealthCheck> {
  const accounts = facts.sources.filter(({ channel, state }) => channel === 'gmail' && state !== 'paused')
  const values = { accounts: accounts.length }
  const found = (status: HealthCheck['status'], code: string, at = facts.now): HealthCheck => ({
    ...{ name: 'google', status, code, values },
    checkedAt: at.toISOString(),
  })
  if (!knowsGoogle && accounts.length === 0) return found('unknown', 'not_set_up')
  if (accounts.some(({ state }) => state === 'broken')) return found('degraded', 'consent_needed')
  if (accounts.some(({ failures }) => failures > 0)) return found('degraded', 'failing')
  const last = await readGoogle(store)
  if (last === undefined || facts.now.getTime() - last.checkedAt.getTime() > STALE_MS)
    return found('unknown', 'not_checked')
  // Where no account needs it, that it is away is nothing to look at.
  const away = accounts.length === 0 ? 'unknown' : 'degraded'
  return found(last.ok ? 'healthy' : away, last.code, last.checkedAt)
}

function memoryCheck(
  processes: readonly ProcessReading[],
  { now, max }: { now: Date; max: number },
): HealthCheck {
  const largest = Math.max(...processes.map(({ memoryMb }) => memoryMb))
  const isHigh = largest > max
  return {
    ...{ name: 'memory', status: isHigh ? 'degraded' : 'healthy', code: isHigh ? 'high' : 'enough' },
    values: {
      usedMb: Math.round(largest),
      residentMb: Math.round(Math.max(...processes.map(({ rssMb }) => rssMb))),
      thresholdMb: max,
    },
    checkedAt: now.toISOString(),
  }
}

function diskCheck(processes: readonly ProcessReading[], now: Date): HealthCheck {
  const at = { name: 'disk' as const, checkedAt: now.toISOString() }
  const free = processes.flatMap(({ diskFreeMb }) => diskFreeMb ?? [])
  if (free.length === 0) return { ...at, status: 'unknown', code: UNTOLD, values: {} }
  const least = Math.min(...free)
  const status = least < DISK_VERY_LOW_MB ? 'unhealthy' : least < DISK_LOW_MB ? 'degraded' : 'healthy'
  return {
    ...{ ...at, status, code: status === 'healthy' ? 'enough' : 'low' },
    values: { freeMb: Math.round(least), thresholdMb: DISK_LOW_MB },
  }
}

function worstOf(checks: readonly HealthCheck[]): HealthState {
  for (const state of ['unhealthy', 'degraded'] as const)
    if (checks.some(({ status }) => status === state)) return state
  return 'healthy'
}
