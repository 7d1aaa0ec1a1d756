import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold } from '../../text/prepare.ts'
import { dayText, easter, nowIn } from './calendar.ts'
import { windowsIn } from './windows.ts'

/** Wednesday 12 March 2025, ten in the morning, in Chicago and in Warsaw. */
const read = (text: string, language: 'en' | 'pl', sentAt = '2025-03-12T10:00:00') =>
  windowsIn(
    fold(text),
    language,
    language === 'en'
      ? nowIn(`${sentAt}-05:00`, 'America/Chicago')
      : nowIn(`${sentAt}+01:00`, 'Europe/Warsaw'),
  ).map(({ window }) => [window.type, window.start ?? '', window.end ?? ''].join(' ').trimEnd())

test('English dates and times mean the day on the firm’s wall', () => {
  for (const [text, want] of [
    ['can you come friday between 9 and noon', ['range 2025-03-14T09:00 2025-03-14T12:00']],
    [
      'Monday or Tuesday morning is best',
      ['range 2025-03-17T08:00 2025-03-17T12:00', 'range 2025-03-18T08:00 2025-03-18T12:00'],
    ],
    ['tomorrow after 3 works', ['range 2025-03-13T15:00']],
    ['not before 10 tomorrow', ['range 2025-03-13T10:00']],
    ['next Monday at 8:30am', ['specific 2025-03-17T08:30']],
    [
      'either Monday or Wednesday next week, afternoons',
      ['range 2025-03-17T12:00 2025-03-17T17:00', 'range 2025-03-19T12:00 2025-03-19T17:00'],
    ],
    ['a week from Friday', ['specific 2025-03-21']],
    ['Thursday week if you can', ['specific 2025-03-20']],
    ['before the end of the month please', ['range  2025-03-31']],
    ['week of April 7, any day that week', ['range 2025-04-07 2025-04-11']],
    ['Would Friday 28th suit?', ['specific 2025-03-28']],
    ['let’s move my Friday appointment to Monday the 24th at 1', ['specific 2025-03-24T13:00']],
    ['tmrw am works', ['range 2025-03-13T08:00 2025-03-13T12:00']],
    ['could someone come between Monday and Wednesday?', ['range 2025-03-17 2025-03-19']],
    ['sometime in the first half of April', ['range 2025-04-01 2025-04-15']],
    ['the 21st or 22nd please', ['specific 2025-03-21', 'specific 2025-03-22']],
    ['tomorrow or the day after, please', ['specific 2025-03-13', 'specific 2025-03-14']],
    ['can you come fri b4 noon', ['range  2025-03-14T12:00']],
    ['the hot water is gone by the 4th shave', []],
    ['the Sunday school room is wet', []],
    ['please move me from Thursday to Friday', ['specific 2025-03-14']],
    ['by close of business Friday', ['range  2025-03-14']],
    ['sometime in the next two weeks', ['range 2025-03-12 2025-03-26']],
    ['Sunday is the only day I am home', ['specific 2025-03-16']],
    ['as soon as you guys can', ['asap']],
    ['whenever you are in the neighborhood', ['flexible']],
    ['could you come today?', ['asap']],
  ] as const)
    assert.deepEqual(read(text, 'en'), want, text)
})

test('Polish dates and times, inflected, spoken and without diacritics', () => {
  for (const [text, want] of [
    ['w przyszły wtorek po południu', ['range 2025-03-18T12:00 2025-03-18T17:00']],
    ['w sobote albo w niedziele', ['specific 2025-03-15', 'specific 2025-03-16']],
    ['za tydzień', ['specific 2025-03-19']],
    ['pojutrze o osiemnastej', ['specific 2025-03-14T18:00']],
    ['dwudziestego marca po czternastej', ['range 2025-03-20T14:00']],
    ['jutro przed poludniem', ['range  2025-03-13T12:00']],
    ['w przyszłym tygodniu, pon-śr', ['range 2025-03-17 2025-03-19']],
    ['w drugiej połowie marca', ['range 2025-03-16 2025-03-31']],
    ['sory jednak nie w te sobote tylko w nastepna', ['specific 2025-03-22']],
    ['przełóżmy z piątku na poniedziałek', ['specific 2025-03-17']],
    ['proszę o wizytę w piątek 9 rano', ['specific 2025-03-14T09:00']],
    ['w czwartek o wpół do dziewiątej', ['specific 2025-03-13T08:30']],
    ['ktoś między poniedziałkiem a środą?', ['range 2025-03-17 2025-03-19']],
    ['od 15.04 do 20.04 proszę', ['range 2025-04-15 2025-04-20']],
    ['po 20-tym, bo wyjeżdżam', ['range 2025-03-21']],
    ['dziś o 7.15 pękła rura', []],
    ['20. albo 21. marca', ['specific 2025-03-20', 'specific 2025-03-21']],
    ['najwcześniej w piątek', ['range 2025-03-14']],
    ['w pierwszym tygodniu kwietnia', ['range 2025-04-01 2025-04-07']],
    ['dziś, a jak nie, to jutro rano', ['range 2025-03-13T08:00 2025-03-13T12:00']],
    ['jaki najbliższy termin?', ['asap']],
    ['termin obojętny', ['flexible']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('what was, what is given up and what is not wanted is no wish', () => {
  for (const text of [
    'it started leaking monday',
    'you were here last Tuesday and it drips again',
    'the appointment on Friday at 2 needs to be cancelled',
    'have a great weekend',
    'no rush',
  ])
    assert.deepEqual(read(text, 'en'), [], text)
  for (const text of [
    'cieknie od wczoraj',
    'miał być w piątek i nie przyszedł',
    'byliście we wtorek i dalej cieknie',
    'nic pilnego',
  ])
    assert.deepEqual(read(text, 'pl'), [], text)
})

test('months end and years turn', () => {
  assert.deepEqual(read('can we do after new years, the 5th?', 'en', '2024-12-19T15:00:00'), [
    'specific 2025-01-05',
  ])
  assert.deepEqual(read('jutro o 9', 'pl', '2024-02-28T22:00:00'), ['specific 2024-02-29T09:00'])
  assert.deepEqual(
    read('Feb 30 at 9am', 'en').filter((window) => window.includes('02-30')),
    [],
  )
})

test('the clock change moves no appointment', () => {
  assert.deepEqual(read('tomorrow at 9am please', 'en', '2025-03-08T22:00:00'), ['specific 2025-03-09T09:00'])
  assert.deepEqual(read('jutro o 9', 'pl', '2025-03-29T20:00:00'), ['specific 2025-03-30T09:00'])
})

test('Easter falls where the calendar says', () => {
  for (const [year, day] of [
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
  ] as const)
    assert.equal(dayText(easter(year)), day)
})
