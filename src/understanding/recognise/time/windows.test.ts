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

test('bounds said before or after a day or a time', () => {
  for (const [text, want] of [
    ['we need this done by the end of next week', ['range  2025-03-21']],
    ['can you fit me in this side of the weekend?', ['range  2025-03-14']],
    ['Monday on is fine', ['specific 2025-03-17']],
    ['Any time from Friday on', ['range 2025-03-14']],
    ['Friday, 9 onwards', ['range 2025-03-14T09:00']],
    ['tomorrow 3 or later', ['range 2025-03-13T15:00']],
    ['Friday at the earliest', ['range 2025-03-14']],
    ['not until Thursday please', ['range 2025-03-13']],
    ['it can wait till Monday', ['range 2025-03-17']],
    ['on or before March 21 please', ['range  2025-03-21']],
    ['between now and Friday', ['range 2025-03-12 2025-03-14']],
    ['from Monday until the 21st someone is home', ['range 2025-03-17 2025-03-21']],
    ['once the tenants are out on the 30th you can start', ['range 2025-03-30']],
  ] as const)
    assert.deepEqual(read(text, 'en'), want, text)
  for (const [text, want] of [
    ['do końca przyszłego tygodnia', ['range  2025-03-21']],
    ['mogę od przyszłego tygodnia', ['range 2025-03-17']],
    ['najdalej w piątek', ['range  2025-03-14']],
    ['zaraz po weekendzie', ['range 2025-03-17']],
    ['może poczekać do poniedziałku', ['range 2025-03-17']],
    ['od 25 marca do końca miesiąca', ['range 2025-03-25 2025-03-31']],
    ['w kwietniu, nie wcześniej niż 13.', ['range 2025-04-13']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('words that point back at a day or a time bound it', () => {
  for (const [text, want] of [
    ['Friday I leave for my shift at 2, so any time before that', ['range  2025-03-14T14:00']],
    ['shop closes at 6 so come after that thursday', ['range 2025-03-13T18:00']],
    ['We close on the 27th, can it be done before then?', ['range  2025-03-26']],
    ['tenant is away through the 19th, any day after that is fine', ['range 2025-03-20']],
    [
      'my wife is in on Monday from eleven to one, could it happen then?',
      ['range 2025-03-17T11:00 2025-03-17T13:00'],
    ],
    ['gets home at 3:15 on Thursday, so any time from 3:30 would do', ['range 2025-03-13T15:30']],
  ] as const)
    assert.deepEqual(read(text, 'en'), want, text)
  for (const [text, want] of [
    ['lokator wyprowadza się 28 marca, dopiero potem można wejść', ['range 2025-03-29']],
    ['po 15 marca wracam, proszę wtedy', ['range 2025-03-16']],
    ['ferie do 21 marca, więc każdy dzień do tego czasu', ['range  2025-03-21']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('a day ruled out leaves the others, and the week it is in', () => {
  for (const [text, want] of [
    ['any day bar Wednesday next week', ['range 2025-03-17 2025-03-21']],
    ['Saturday is out, sunday is out, monday i can do', ['specific 2025-03-17']],
    ['Friday works better than Thursday', ['specific 2025-03-14']],
    ['any day except Friday', ['flexible']],
  ] as const)
    assert.deepEqual(read(text, 'en'), want, text)
  for (const [text, want] of [
    ['byle nie w środę, reszta przyszłego tygodnia obojętnie', ['range 2025-03-17 2025-03-21']],
    ['jutro nie, pojutrze tak', ['specific 2025-03-14']],
    ['wolę piątek niż czwartek', ['specific 2025-03-14']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('another hour or day takes the place of the one given up', () => {
  for (const [text, want] of [
    [
      'I have an appointment on the 22nd at nine and need to make it three o’clock',
      ['specific 2025-03-22T15:00'],
    ],
    ['Can the guy come at 1pm instead of 11am on Friday?', ['specific 2025-03-14T13:00']],
    ['can we change from 9am to 1pm on Thursday', ['specific 2025-03-13T13:00']],
    ['can i move my 10am thurs to friday', ['specific 2025-03-14T10:00']],
  ] as const)
    assert.deepEqual(read(text, 'en'), want, text)
  for (const [text, want] of [
    ['nie dam rady w piątek o 10, może być o 13?', ['specific 2025-03-14T13:00']],
    ['czy możecie przesunąć czwartkową wizytę z 9 na 15', ['specific 2025-03-13T15:00']],
    ['przesuńmy z 20 na 22 marca', ['specific 2025-03-22']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('either of two times, and weekdays of one week', () => {
  assert.deepEqual(read('either before 10 or after 3 on Tuesday', 'en'), [
    'range  2025-03-18T10:00',
    'range 2025-03-18T15:00',
  ])
  assert.deepEqual(read('next Tuesday or Thursday works', 'en'), [
    'specific 2025-03-18',
    'specific 2025-03-20',
  ])
  assert.deepEqual(read('this Saturday or next', 'en'), ['specific 2025-03-15', 'specific 2025-03-22'])
  assert.deepEqual(read('przyszły poniedziałek albo wtorek', 'pl'), [
    'specific 2025-03-17',
    'specific 2025-03-18',
  ])
  assert.deepEqual(read('20 marca albo dzień później', 'pl'), ['specific 2025-03-20', 'specific 2025-03-21'])
  assert.deepEqual(read('w tym albo przyszłym tygodniu', 'pl'), [
    'range 2025-03-12 2025-03-14',
    'range 2025-03-17 2025-03-21',
  ])
})

test('feasts, and the weekdays beside them', () => {
  for (const [text, want] of [
    ['the Tuesday after Easter works', ['specific 2025-04-22']],
    ['could it be done before Memorial Day?', ['range  2025-05-25']],
    ['Would Good Friday be possible?', ['specific 2025-04-18']],
    ['the first Monday of April please', ['specific 2025-04-07']],
  ] as const)
    assert.deepEqual(read(text, 'en'), want, text)
  for (const [text, want] of [
    ['we wtorek po świętach', ['specific 2025-04-22']],
    ['przed Bożym Ciałem', ['range  2025-06-18']],
    ['po majówce chętnie', ['range 2025-05-04']],
    ['w Wielki Piątek będę w domu', ['specific 2025-04-18']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('hours in all the ways they are said', () => {
  for (const [said, want] of [
    ['half 3', 'specific 2025-03-13T15:30'],
    ['at quarter of five', 'specific 2025-03-13T16:45'],
    ['between half 3 and quarter to 5', 'range 2025-03-13T15:30 2025-03-13T16:45'],
    ['noonish', 'specific 2025-03-13T12:00'],
    ['@ 0930', 'specific 2025-03-13T09:30'],
    ['10am to noon', 'range 2025-03-13T10:00 2025-03-13T12:00'],
    ['at 8 in the evening', 'specific 2025-03-13T20:00'],
    ['at 9 a.m. sharp', 'specific 2025-03-13T09:00'],
    ['lunchtime', 'range 2025-03-13T12:00 2025-03-13T14:00'],
    ['early', 'range 2025-03-13T08:00 2025-03-13T12:00'],
    ['before my shift starts at 2', 'range  2025-03-13T14:00'],
  ] as const)
    assert.deepEqual(read(`can you come tomorrow ${said}?`, 'en'), [want], said)
  for (const [said, want] of [
    ['kwadrans po trzeciej', 'specific 2025-03-13T15:15'],
    ['za kwadrans dziewiąta', 'specific 2025-03-13T08:45'],
    ['o wpół do ósmej wieczorem', 'specific 2025-03-13T19:30'],
    ['ósma rano', 'specific 2025-03-13T08:00'],
    ['po 17-tej', 'range 2025-03-13T17:00'],
    ['godz. 15', 'specific 2025-03-13T15:00'],
    ['w okolicach południa', 'specific 2025-03-13T12:00'],
    ['po fajrancie', 'range 2025-03-13T17:00'],
    ['koło 10-11', 'range 2025-03-13T10:00 2025-03-13T11:00'],
    ['przed dziesiątą', 'range  2025-03-13T10:00'],
  ] as const)
    assert.deepEqual(read(`może ktoś przyjechać jutro ${said}?`, 'pl'), [want], said)
})

test('days counted and named in the cases of Polish', () => {
  for (const [text, want] of [
    ['za tydzień w piątek', ['specific 2025-03-21']],
    ['w środę za tydzień', ['specific 2025-03-19']],
    ['dwudziesty drugi marca, rano', ['range 2025-03-22T08:00 2025-03-22T12:00']],
    ['12-go kwietnia mam wolne', ['specific 2025-04-12']],
    ['wt. 24 VI, godz. 10', ['specific 2025-06-24T10:00']],
    ['w pierwszych dniach kwietnia', ['range 2025-04-01 2025-04-07']],
    ['w przyszłym tygodniu po piętnastej', ['range 2025-03-17 2025-03-21']],
    ['w dni robocze po 17', ['flexible']],
  ] as const)
    assert.deepEqual(read(text, 'pl'), want, text)
})

test('every way to name a day goes with every way to name a time, in any order', () => {
  const days = [
    ['Monday', '17'],
    ['next Tuesday', '18'],
    ['tomorrow', '13'],
    ['March 24', '24'],
    ['24 March', '24'],
    ['3/24', '24'],
    ['Monday the 24th', '24'],
    ['a week from Friday', '21'],
    ['Mar. 24', '24'],
  ] as const
  const times = [
    ['at 3', 'specific @T15:00'],
    ['3pm', 'specific @T15:00'],
    ['around 3:30', 'specific @T15:30'],
    ['after 3', 'range @T15:00'],
    ['before 3', 'range  @T15:00'],
    ['between 2 and 4', 'range @T14:00 @T16:00'],
    ['in the morning', 'range @T08:00 @T12:00'],
  ] as const
  for (const [day, date] of days)
    for (const [time, want] of times)
      for (const said of [`can you come ${day} ${time}?`, `${day}, ${time} works`, `${time}, ${day} please`])
        assert.deepEqual(read(said, 'en'), [want.replaceAll('@', `2025-03-${date}`)], said)
})

test('a day of what was, of someone else, or of hours and bills is told of and not wished for', () => {
  for (const said of [
    'I called @ and nobody answered',
    'thanks for coming out @',
    'the warranty expires @',
    'I already have someone coming @',
    'our birthday party is @',
    'I’ll let you know @',
    'who was here @?',
    'the city is shutting our water off @',
    'no one showed up @',
    'is it extra @?',
    'no need to come @',
  ])
    for (const day of ['Monday', 'on the 20th', 'Friday at 3'])
      assert.deepEqual(read(said.replace('@', day), 'en'), [], `${said} ${day}`)
  for (const said of [
    '@ zakleiłem rurę',
    'odwołuję wizytę @',
    'dziękuję za naprawę @',
    '@ nikt nie przyszedł',
    'spółdzielnia wyłącza wodę @',
    'oddzwonię @',
    'czy @ macie czynne?',
    'mamy wesele @',
  ])
    for (const day of ['w poniedziałek', '20 marca', 'w sobotę rano'])
      assert.deepEqual(read(said.replace('@', day), 'pl'), [], `${said} ${day}`)
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
