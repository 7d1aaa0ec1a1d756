import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeFormat } from '../web/i18n/make-format.ts'

const formatIn = (language: 'en' | 'pl', region = language === 'pl' ? 'PL' : 'US') =>
  makeFormat(language, 'UTC', region, (key, values) =>
    [key, values?.n ?? values?.time ?? ''].join(' ').trim(),
  )
const MAY = '2026-05-20T12:34:00Z'
const OCTOBER = '2026-10-20T12:34:00Z'
const nextYear = Date.parse('2027-01-10T12:00:00Z')
const nextMonth = Date.parse('2026-06-10T12:00:00Z')

describe('dates as people read them', () => {
  it('in Polish, May beside a day stands in its case, and alone as it is', () => {
    const pl = formatIn('pl')
    assert.equal(pl.day(MAY), '20 maja 2026')
    assert.equal(pl.full(MAY), '20 maja 2026, 12:34')
    assert.equal(pl.brief(MAY, nextMonth), '20 maja')
    assert.equal(pl.recentDay(MAY, nextYear), '20 maja 2026')
    assert.equal(pl.wholeDay('2026-05-20'), 'środa, 20 maja 2026')
    assert.equal(pl.calendarDay('2026-05-20'), '20 maja 2026')
    assert.equal(pl.month(MAY), 'maj 2026')
    assert.equal(pl.day(OCTOBER), '20 paź 2026')
    const window = { type: 'range', start: '2026-05-20T12:00', end: '2026-05-21T17:00' } as const
    assert.match(pl.window(window, 'short', nextMonth), /^śr\., 20 maja, 12:00.*czw\., 21 maja, 17:00$/)
  })

  it('in English, May is May', () => {
    const en = formatIn('en')
    assert.equal(en.day(MAY), 'May 20, 2026')
    assert.equal(en.brief(MAY, nextMonth), 'May 20')
  })
})

describe('prices and hours as people read them', () => {
  const [afternoon, price] = ['2026-10-20T15:04:00Z', 1_250]
  const words = (language: 'en' | 'pl', region: string) => {
    const format = formatIn(language, region)
    const shown = [format.time(afternoon), format.price(price, 'USD'), format.price(price, 'PLN')]
    return shown.map((text) => text.replaceAll(/\s/g, ' '))
  }

  it('in English, follow the country of the firm', () => {
    assert.deepEqual(words('en', 'US'), ['3:04 PM', '$1,250', 'PLN 1,250'])
    assert.deepEqual(words('en', 'PL'), ['15:04', '1.250 US$', '1.250 PLN'])
  })

  it('in Polish, are the same in every country', () => {
    for (const region of ['US', 'PL']) assert.deepEqual(words('pl', region), ['15:04', '1250 USD', '1250 zł'])
  })
})

describe('spans as people read them', () => {
  const { span } = formatIn('en')
  const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000]

  it('what rounds up to an hour is an hour, and so with days and weeks', () => {
    assert.equal(span(0), 'count.minutes 1')
    assert.equal(span(59.4 * MINUTE_MS), 'count.minutes 59')
    assert.equal(span(59.6 * MINUTE_MS), 'count.hours 1')
    assert.equal(span(HOUR_MS), 'count.hours 1')
    assert.equal(span(47.4 * HOUR_MS), 'count.hours 47')
    assert.equal(span(47.6 * HOUR_MS), 'count.days 2')
    assert.equal(span(59.6 * DAY_MS), 'count.weeks 9')
  })
})

describe('how sure a conclusion is', () => {
  it('is never said to be certain', () => {
    const { sure, percent } = formatIn('en')
    assert.deepEqual([sure(1), sure(0.996), sure(0.66)], ['99%', '99%', '66%'])
    assert.equal(percent(1), '100%')
  })
})
