import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { timesToKeep } from './keep.ts'

const HOUR_MS = 3_600_000
/** Every hour of a hundred days, the last of them on Wednesday 4 March 2026 at 16:00. */
const times = Array.from({ length: 2_400 }, (_, hour) => Date.parse('2026-03-04T16:00:00Z') - hour * HOUR_MS)
const kept = (keep: Parameters<typeof timesToKeep>[1]) =>
  [...timesToKeep(times, keep)].sort((a, b) => b - a).map((time) => new Date(time).toISOString().slice(0, 13))

describe('of hourly backups are kept', () => {
  it('the newest of each hour, day and week, as many as are wanted', () => {
    assert.deepEqual(kept({ hourly: 3, daily: 3, weekly: 3 }), [
      '2026-03-04T16',
      '2026-03-04T15',
      '2026-03-04T14',
      '2026-03-03T23',
      '2026-03-02T23',
      '2026-03-01T23', // a Sunday
      '2026-02-22T23',
    ])
  })

  it('the newest, when none is wanted', () => {
    assert.deepEqual(kept({ hourly: 0, daily: 0, weekly: 0 }), ['2026-03-04T16'])
    assert.deepEqual([...timesToKeep([], { hourly: 1, daily: 1, weekly: 1 })], [])
  })

  it('those of the last days that have one, when the laptop was shut for weeks', () => {
    const sparse = ['2026-03-04T16', '2026-02-02T10', '2026-02-02T09', '2026-01-10T12'].map((hour) =>
      Date.parse(`${hour}:00:00Z`),
    )
    assert.deepEqual(
      [...timesToKeep(sparse, { hourly: 0, daily: 3, weekly: 0 })],
      [sparse[0], sparse[1], sparse[3]],
    )
  })
})
