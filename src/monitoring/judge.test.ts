import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Judged, judge } from './judge.ts'
import type { ProcessReading } from './read-metrics.ts'

const process = (more: Partial<ProcessReading>): ProcessReading => ({
  ...{ memoryMb: 90, rssMb: 540, diskFreeMb: 90_000, poolUsed: 0, poolIdle: 1, poolWaiting: 0 },
  ...more,
})

const judged = (processes: readonly ProcessReading[]): Judged => ({
  facts: {
    now: new Date('2026-03-02T08:00:00Z'),
    ...{ recent: [], looks: [], sources: [], runsQueued: 0, runsRunning: 0 },
    ...{ repliesWaiting: 0, repliesLateSince: null, inconsistencies: 0, mirrors: [], hooksOff: 0 },
  },
  thresholds: { performanceMs: 5_000, memoryMb: 512, errorRatePercent: 5, mirrorMinutes: 15 },
  ...{
    dueAt: null,
    startedAt: undefined,
    runsWaitSince: null,
    messagesWaitSince: null,
    messagesWaiting: 0,
    processes,
  },
})

const found = (...processes: ProcessReading[]) =>
  judge(judged(processes)).map(
    ({ type, severity, isFading }) => `${type} ${severity}${isFading ? ' fading' : ''}`,
  )

describe('a queue', () => {
  const { facts, ...rest } = judged([])
  const at = (minutesAgo: number) => new Date(facts.now.getTime() - minutesAgo * 60_000)
  const said = (minutesAgo: number) =>
    judge({ ...rest, facts: { ...facts, repliesWaiting: 2, repliesLateSince: at(minutesAgo) } }).map(
      ({ type, severity, details }) => [type, severity, details],
    )

  it('backs up when replies that should have been sent ten minutes ago are not', () => {
    assert.deepEqual(said(9), [])
    assert.deepEqual(said(11), [['queue_backup', 'high', { what: 'replies', value: 2, minutes: 11 }]])
  })
})

describe('a machine', () => {
  it('is well with what an idle program with its embedded database was measured to hold', () => {
    assert.deepEqual(found(process({ memoryMb: 63, rssMb: 533 })), [])
    assert.deepEqual(found(process({ memoryMb: 136, rssMb: 616 })), [])
  })

  it('is judged by the largest of its processes, and by the fullest of their disks', () => {
    assert.deepEqual(found(process({}), process({ memoryMb: 513 })), ['memory high'])
    assert.deepEqual(found(process({ memoryMb: 1_100 })), ['memory critical'])
    assert.deepEqual(found(process({ memoryMb: 490 })), ['memory high fading'])
    assert.deepEqual(found(process({ diskFreeMb: 1_900 }), process({})), ['disk_space high'])
    assert.deepEqual(found(process({ diskFreeMb: 300 })), ['disk_space critical'])
    assert.deepEqual(found(process({ diskFreeMb: 2_100 })), ['disk_space high fading'])
    assert.deepEqual(found(process({ diskFreeMb: null })), [])
  })

  it('is none of a firm’s that does not answer for it', () => {
    assert.deepEqual(found(), [])
  })
})
