import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from './parse.ts'

const read = (query: string) =>
  parseQuery(query, { timeZone: 'Europe/Warsaw', today: new Date('2026-11-22T09:00:00Z') })

describe('a query', () => {
  it('has words, words in quotes of either language, and words that are not wanted', () => {
    const { asked } = read('boiler "back door code" „nie grzeje” -invoice')
    assert.deepEqual(asked, [
      { words: 'boiler', exact: false, without: false },
      { words: 'back door code', exact: true, without: false },
      { words: 'nie grzeje', exact: true, without: false },
      { words: 'invoice', exact: false, without: true },
    ])
  })

  it('narrows by who, what came along, and where it stands, in English and in Polish', () => {
    const english = read(
      'from:"Mrs Alvarez" has:photo status:needs_reply urgency:high district:Mokotów',
    ).filters
    const polish = read(
      'od:"Mrs Alvarez" ma:zdjęcie status:odpowiedź pilność:wysoka dzielnica:Mokotów',
    ).filters
    assert.deepEqual(polish, english)
    assert.deepEqual(english.from, ['Mrs Alvarez'])
    assert.deepEqual(english.has, ['image'])
    assert.equal(english.urgency, 'high')
    assert.equal(read('from:us').filters.direction, 'out')
  })

  it('counts days on the firm’s calendar: before a month, after a day, on a day, in a year', () => {
    const instant = (at: Date | null) => at?.toISOString()
    assert.equal(instant(read('before:2026-03').filters.until), '2026-02-28T23:00:00.000Z')
    assert.equal(instant(read('after:2026-03-01').filters.since), '2026-03-01T23:00:00.000Z')
    assert.equal(instant(read('od:1.3.2026').filters.since), '2026-02-28T23:00:00.000Z')
    const { since, until } = read('on:yesterday').filters
    assert.equal(instant(since), '2026-11-20T23:00:00.000Z')
    assert.equal(instant(until), '2026-11-21T23:00:00.000Z')
    assert.equal(instant(read('dnia:wczoraj').filters.until), instant(until))
    assert.deepEqual(read('od:Nowak').filters.from, ['Nowak'])
  })

  it('tells what it does not understand, and searches for the rest', () => {
    const { asked, issues } = read('before:someday has:elephant boiler "gas')
    assert.deepEqual(
      asked.map(({ words }) => words),
      ['boiler', 'gas'],
    )
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['bad_value', 'bad_value', 'unclosed_quote'],
    )
    assert.deepEqual(
      read('http://x.pl 12:30').asked.map(({ words }) => words),
      ['http://x.pl', '12:30'],
    )
  })

  it('of any letters is read, whatever it is', () => {
    const scrap = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'from:',
        'od:',
        'before:',
        '"',
        '„',
        '-',
        ' ',
        'has:photo',
        '9999-99-99',
        '00.00.0000',
        ':',
      ),
    )
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 30 }), (scraps) => {
        const { asked, filters } = read(scraps.join(''))
        assert.ok(asked.length <= 12)
        for (const at of [filters.since, filters.until]) assert.ok(at === null || !Number.isNaN(at.getTime()))
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
