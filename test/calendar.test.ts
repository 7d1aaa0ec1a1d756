import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sinceInstant } from '../web/api/since.ts'
import { beginningOf, calendarDays, dayIn } from '../web/i18n/calendar.ts'

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const
const began = (day: string, zone: string) => new Date(beginningOf(day, zone)).toISOString()

describe('a day of the calendar', () => {
  it('is written as the day that it is, wherever the one who reads it is', () => {
    const here = process.env.TZ
    try {
      for (const zone of ['Pacific/Auckland', 'Pacific/Kiritimati', 'America/Chicago', 'Pacific/Midway']) {
        process.env.TZ = zone
        assert.equal(calendarDays('en-US', DAY)('2026-01-10'), 'Jan 10, 2026', zone)
      }
    } finally {
      if (here === undefined) delete process.env.TZ
      else process.env.TZ = here
    }
    assert.equal(calendarDays('pl-PL', { ...DAY, month: 'long' })('2026-01-10'), '10 stycznia 2026')
  })

  it('is today by the firm’s clock', () => {
    const now = Date.parse('2026-01-10T11:30:00Z')
    assert.equal(dayIn('Pacific/Auckland', now), '2026-01-11')
    assert.equal(dayIn('America/Chicago', now), '2026-01-10')
    assert.equal(dayIn('America/Chicago', Date.parse('2026-01-10T05:59:59Z')), '2026-01-09')
  })

  it('begins at midnight by the firm’s clock', () => {
    assert.equal(began('2026-01-10', 'Pacific/Auckland'), '2026-01-09T11:00:00.000Z')
    assert.equal(began('2026-07-10', 'Pacific/Auckland'), '2026-07-09T12:00:00.000Z')
    assert.equal(began('2026-01-10', 'America/Chicago'), '2026-01-10T06:00:00.000Z')
    assert.equal(began('2026-01-10', 'Asia/Kathmandu'), '2026-01-09T18:15:00.000Z')
    assert.equal(began('2026-01-10', 'Pacific/Midway'), '2026-01-10T11:00:00.000Z')
    assert.equal(began('2026-01-10', 'Pacific/Kiritimati'), '2026-01-09T10:00:00.000Z')
  })

  it('begins when it should where clocks change on it, the day before and the day after', () => {
    for (const [day, at] of [
      ['2026-03-07', '06'],
      ['2026-03-08', '06'],
      ['2026-03-09', '05'],
      ['2026-10-31', '05'],
      ['2026-11-01', '05'],
      ['2026-11-02', '06'],
    ])
      assert.equal(began(day ?? '', 'America/Chicago'), `${day}T${at}:00:00.000Z`)
    assert.equal(began('2026-04-04', 'Pacific/Auckland'), '2026-04-03T11:00:00.000Z')
    assert.equal(began('2026-04-05', 'Pacific/Auckland'), '2026-04-04T11:00:00.000Z')
    assert.equal(began('2026-04-06', 'Pacific/Auckland'), '2026-04-05T12:00:00.000Z')
  })

  it('begins where there is no midnight, or two, with its first moment', () => {
    assert.equal(began('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T03:00:00.000Z', '1:00 there')
    assert.equal(began('2026-11-01', 'America/Havana'), '2026-11-01T04:00:00.000Z', 'again an hour later')
  })
})

describe('how far back the inbox looks', () => {
  it('is to the firm’s midnight, or so many hours', () => {
    const now = Date.parse('2026-01-10T11:30:00Z')
    assert.equal(sinceInstant('2026-01-10', 'Pacific/Auckland', now), '2026-01-09T11:00:00.000Z')
    assert.equal(sinceInstant('2026-01-10', 'America/Chicago', now), '2026-01-10T06:00:00.000Z')
    assert.equal(sinceInstant('7d', 'America/Chicago', now), '2026-01-03T11:00:00.000Z')
  })
})
