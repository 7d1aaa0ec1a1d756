import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { isHoliday } from './holidays.ts'
import { dueFrom } from './targets.ts'
import { addWorking, NeverOpen, type WorkCalendar, workingBetween } from './working-time.ts'

const HOUR_MS = 3_600_000
const weekdays = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 480, to: 1020 }] : []))
const austin: WorkCalendar = {
  zone: 'America/Chicago',
  week: weekdays,
  isClosed: (day) => isHoliday('US', day),
}
const warsaw: WorkCalendar = {
  zone: 'Europe/Warsaw',
  week: weekdays,
  isClosed: (day) => isHoliday('PL', day),
}
const at = (local: string, zone = 'America/Chicago') => DateTime.fromISO(local, { zone }).toMillis()
const shown = (ms: number, zone = 'America/Chicago') =>
  DateTime.fromMillis(ms, { zone }).toFormat('ccc yyyy-MM-dd HH:mm')

describe('working time', () => {
  it('of Harbor Plumbing passes over the night, the weekend and Thanksgiving', () => {
    assert.equal(shown(addWorking(austin, at('2026-11-25T16:00'), 2 * HOUR_MS)), 'Fri 2026-11-27 09:00')
    assert.equal(shown(addWorking(austin, at('2026-11-21T02:00'), HOUR_MS)), 'Mon 2026-11-23 09:00')
    assert.equal(workingBetween(austin, at('2026-11-25T16:00'), at('2026-11-27T09:00')), 2 * HOUR_MS)
  })

  it('of Mokotów Klima passes over 11 November and Christmas Eve, and knows its own zone', () => {
    const zone = 'Europe/Warsaw'
    assert.equal(
      shown(addWorking(warsaw, at('2026-11-10T16:30', zone), HOUR_MS), zone),
      'Thu 2026-11-12 08:30',
    )
    assert.equal(
      shown(addWorking(warsaw, at('2026-12-23T16:30', zone), HOUR_MS), zone),
      'Mon 2026-12-28 08:30',
    )
  })

  it('is an hour less on the night when the clocks go forward, and an hour more when they go back', () => {
    const nights: WorkCalendar = {
      ...austin,
      week: weekdays.map(() => [{ from: 0, to: 360 }]),
      isClosed: () => false,
    }
    assert.equal(workingBetween(nights, at('2026-03-08T00:00'), at('2026-03-09T00:00')), 5 * HOUR_MS)
    assert.equal(workingBetween(nights, at('2026-11-01T00:00'), at('2026-11-02T00:00')), 7 * HOUR_MS)
  })

  it('of an emergency counts round the clock', () => {
    const fromMs = at('2026-11-26T02:00')
    const due = dueFrom(austin, { priority: 'emergency', fromMs, pausedMs: 0 })
    assert.deepEqual([due.respondByMs - fromMs, due.solveByMs - fromMs], [HOUR_MS / 4, 4 * HOUR_MS])
  })

  it('never comes where nobody ever works', () => {
    const never: WorkCalendar = { ...austin, isClosed: () => true }
    assert.throws(() => addWorking(never, 0, 1), NeverOpen)
    assert.equal(workingBetween(never, 0, 30 * 24 * HOUR_MS), 0)
  })

  const calendars = fc.record({
    zone: fc.constantFrom('America/Chicago', 'Europe/Warsaw', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'),
    spans: fc.array(
      fc.array(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 4 }).map((minutes) => {
        const sorted = [...new Set(minutes)].sort((a, b) => a - b)
        return sorted.flatMap((from, index) => {
          const to = sorted[index + 1]
          return index % 2 === 0 && to !== undefined ? [{ from, to }] : []
        })
      }),
      { minLength: 7, maxLength: 7 },
    ),
    closed: fc.constantFrom('', 'US', 'PL'),
  })
  const calendarOf = ({
    zone,
    spans,
    closed,
  }: {
    zone: string
    spans: { from: number; to: number }[][]
    closed: string
  }) =>
    ({
      zone,
      week: spans.map((day, index) => (index === 2 && day.length === 0 ? [{ from: 600, to: 601 }] : day)),
      isClosed: (day: string) => closed !== '' && isHoliday(closed, day),
    }) satisfies WorkCalendar
  const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) })

  it('added and measured agree, whatever the hours, zone, holidays and changes of the clocks', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 20 * 60_000 }), (told, fromMs, amountMs) => {
        const calendar = calendarOf(told)
        const endMs = addWorking(calendar, fromMs, amountMs)
        assert.ok(endMs > fromMs)
        assert.equal(workingBetween(calendar, fromMs, endMs), amountMs)
        assert.equal(workingBetween(calendar, fromMs, endMs - 1), amountMs - 1)
      }),
      { seed: 28, numRuns: 150 },
    )
  })

  it('between two instants is what it is up to any instant between, and from there on', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.nat(9 * 24 * HOUR_MS),
        fc.nat(9 * 24 * HOUR_MS),
        (told, aMs, first, second) => {
          const calendar = calendarOf(told)
          const bMs = aMs + first
          const cMs = bMs + second
          assert.equal(
            workingBetween(calendar, aMs, bMs) + workingBetween(calendar, bMs, cMs),
            workingBetween(calendar, aMs, cMs),
          )
          assert.ok(workingBetween(calendar, aMs, cMs) <= cMs - aMs)
        },
      ),
      { seed: 28, numRuns: 150 },
    )
  })
})
