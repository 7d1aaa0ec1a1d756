import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Judged, judge } from './judge.ts'
import type { ProcessReading } from './read-metrics.ts'

const process = (more: Partial<ProcessReading>): ProcessReading => ({
  ...{ memoryMb: 90, rssMb: 540, diskFreeMb: 90_000, poolUsed: 0, poolIdle: 1, poolWaiting: 0 },
  ...more,
})

const spending: Judged['facts']['spending'] = {
  beganOn: { day: '2026-03-02', month: '2026-03-01' },
  spentUsd: { day: 0, month: 0 },
  own: null,
  stops: [],
}

const replies: Judged['facts']['replies'] = {
  standing: {
    ...{ requests: 0, answered: 0, responseRate: null },
    firstReply: { conversations: 0, answered: 0, medianMinutes: null, p90Minutes: null },
    suggestions: { pending: 0, approved: 0, edited: 0, rejected: 0, expired: 0 },
  },
  lately: { decided: 0, good: 0 },
  model: { asked: 0, failed: 0 },
}

const judged = (processes: readonly ProcessReading[]): Judged => ({
  facts: {
    now: new Date('2026-03-02T08:00:00Z'),
    ...{ recent: [], looks: [], sources: [], runsQueued: 0, runsRunning: 0 },
    ...{ repliesWaiting: 0, repliesLateSince: null, inconsistencies: 0, mirrors: [], hooksOff: 0 },
    spending,
    replies,
  },
  thresholds: {
    ...{ performanceMs: 5_000, memoryMb: 512, errorRatePercent: 5, mirrorMinutes: 15 },
    ...{ modelCostUsd: 100, suggestionGoodPercent: 25 },
  },
  modelLimits: { dayUsd: 150, monthUsd: 400 },
  ...{
    dueAt: null,
    startedAt: undefined,
    runsWaitSince: null,
    messagesWaitSince: null,
    messagesWaiting: 0,
    processes,
    backups: null,
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

describe('what language models cost', () => {
  const { facts, ...rest } = judged([])
  const said = (more: Partial<typeof spending>, modelLimits = rest.modelLimits) =>
    judge({ ...rest, modelLimits, facts: { ...facts, spending: { ...spending, ...more } } }).map(
      ({ type, severity, isFading, details }) => [type, severity, isFading, details],
    )

  it('is told of from the threshold on, and again as a budget that is used up', () => {
    const cost = (value: number) => ['model_cost', 'high', false, { value, threshold: 100 }]
    assert.deepEqual(said({ spentUsd: { day: 100, month: 100 } }), [])
    assert.deepEqual(said({ spentUsd: { day: 100.127, month: 101 } }), [cost(100.13)])
    assert.deepEqual(said({ spentUsd: { day: 150, month: 150 } }), [
      cost(150),
      ['model_budget', 'medium', false, { what: 'day', value: 150, threshold: 150 }],
    ])
    assert.deepEqual(said({ spentUsd: { day: 0, month: 401 } }), [
      ['model_budget', 'medium', false, { what: 'month', value: 401, threshold: 400 }],
    ])
  })

  it('is a budget used up as well when it had no room for a question, until it is raised or over', () => {
    const stop = { span: 'day', beganOn: '2026-03-02', limitUsd: 150, at: facts.now } as const
    const stopped = { spentUsd: { day: 99, month: 99 }, stops: [stop] }
    assert.deepEqual(said(stopped), [
      ['model_budget', 'medium', false, { what: 'day', value: 99, threshold: 150 }],
    ])
    assert.deepEqual(said(stopped, { dayUsd: 151, monthUsd: null }), [])
    assert.deepEqual(said({ ...stopped, stops: [{ ...stop, beganOn: '2026-03-01' }] }), [])
  })

  it('is no news where the firm wants none asked', () => {
    const own = { dayUsd: 0, monthUsd: null, setBy: 'Ken', setAt: facts.now }
    const stops = [{ span: 'day', beganOn: '2026-03-02', limitUsd: 0, at: facts.now } as const]
    assert.deepEqual(said({ own, stops }), [])
  })
})

describe('suggested answers', () => {
  const { facts, ...rest } = judged([])
  const said = (more: Partial<typeof replies>, recent: Judged['facts']['recent'] = []) =>
    judge({ ...rest, facts: { ...facts, recent, replies: { ...replies, ...more } } }).map(
      ({ type, isFading, details }) => [type, isFading, details],
    )

  it('are told of when too few are good, of twenty decisions at least, and until a tenth more are', () => {
    const lately = (good: number, decided = 50) => said({ lately: { decided, good } })
    const told = (value: number, isFading: boolean) => [
      ['suggestions_rejected', isFading, { value, decided: 50, threshold: 25 }],
    ]
    assert.deepEqual(lately(0, 19), [])
    assert.deepEqual(lately(12), told(24, false))
    assert.deepEqual(lately(13), told(26, true))
    assert.deepEqual(lately(14), [])
  })

  it('are told of when they cannot be drafted, and a language model when it fails', () => {
    const failed = (count: number): Judged['facts']['recent'] => [
      { ...{ name: 'suggestion', label: 'failed', count, failed: count }, sumMs: 0, maxMs: 0, buckets: [] },
    ]
    assert.deepEqual(said({}, failed(2)), [['suggestions_failing', true, { value: 2, threshold: 3 }]])
    assert.deepEqual(said({}, failed(3)), [['suggestions_failing', false, { value: 3, threshold: 3 }]])
    assert.deepEqual(said({ model: { asked: 9, failed: 9 } }), [])
    assert.deepEqual(said({ model: { asked: 10, failed: 5 } }), [])
    assert.deepEqual(said({ model: { asked: 10, failed: 6 } }), [
      ['model_failing', false, { value: 6, asked: 10, threshold: 50 }],
    ])
  })
})

describe('backups by the clock', () => {
  const rest = judged([])
  const now = rest.facts.now.getTime()
  const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000)
  const said = (more: { goodAt?: Date | null; failedCode?: string; startedAt?: Date }) =>
    judge({
      ...rest,
      backups: { everyHours: 24, goodAt: hoursAgo(20), failedCode: null, startedAt: hoursAgo(400), ...more },
    }).map(({ type, severity, details }) => [type, severity, details])

  it('are told of when one failed, and more gravely once there is no good one for two days', () => {
    assert.deepEqual(said({}), [])
    const disk_full = { failedCode: 'disk_full' }
    assert.deepEqual(said(disk_full), [['backup_failed', 'high', { code: 'disk_full' }]])
    assert.deepEqual(said({ ...disk_full, goodAt: hoursAgo(50) }), [
      ['backup_failed', 'critical', { code: 'disk_full' }],
    ])
  })

  it('are told of when none was made in the time of two, but not to who has just switched on again', () => {
    assert.deepEqual(said({ goodAt: hoursAgo(49) }), [])
    const overdue = [['backup_overdue', 'high', { value: 50, threshold: 24 }]]
    assert.deepEqual(said({ goodAt: hoursAgo(50) }), overdue)
    assert.deepEqual(said({ goodAt: hoursAgo(50), startedAt: hoursAgo(0.5) }), [])
    assert.deepEqual(said({ goodAt: null, startedAt: hoursAgo(50) }), overdue)
    assert.deepEqual(said({ goodAt: null, startedAt: hoursAgo(3) }), [])
  })
})
