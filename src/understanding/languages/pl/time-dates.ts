import type { Atom, DayAtom, Phrase, Placed } from '../../recognise/time/atoms.ts'
import { type Day, dayOf, type Now, nearestDate } from '../../recognise/time/calendar.ts'
import { nextHoliday } from '../../recognise/time/holidays.ts'
import { numberOf } from '../../recognise/time/numbers.ts'
import {
  daysBetween,
  monthBase,
  monthSpan,
  nextDate,
  nextMonthOf,
  nthWeekday,
  one,
  onSide,
  partOfMonth,
  span,
  weekAround,
  weekdayAfter,
  weekSpan,
} from '../../recognise/time/spans.ts'
import { HOLIDAYS, holidayOf, MONTHS, monthOf, N, sideOf, WEEKDAYS, weekdayOf } from './time-words.ts'

/** "15-go", "20-tym", "3." */
const ORDINAL = '(?:-?(?:go|ego|tego|tym|ym)|\\.)?'
const BOUND =
  '(?:\\b(do|przed|po|od|dopiero po|dopiero od|(?:naj|nie )pozniej(?: (?:do|niz))?|najdalej|najwczesniej|nie wczesniej (?:niz|jak)|dnia|w dniu|na)(?: dnia)? )?'
/** What may follow a date without its month. */
const AFTER_DATE =
  '(?=$|[.,?!\\n]| (?:po|rano|z rana|o|od|do|kolo|okolo|ok|miedzy|w|wieczorem|przed|bo|moge|mozna|mam|mi|mnie|nam|by|da|dam|moze|ktos|kwadrans|za|albo|lub|czy|i|jestem|bede|pasuje|prosze|poprosze|prosimy|najlepiej|ewentualnie|jak|tego|biezacego|bm)\\b)'

/** Dates written out or in digits, with and without their month. */
export const datePhrases: Phrase[] = [
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    read: (m) => one(dayOf(Number(m[1]), Number(m[2]), Number(m[3])), { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:od |miedzy |pomiedzy |w dniach )?(${N})(?:-?(?:go|ego))?(?: (${MONTHS}))? ?(?:-|do|a|i) ?(${N})(?:-?(?:go|ego))? (${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const from = nearestDate(now, monthOf(m[2] ?? m[4] ?? ''), numberOf(m[1] ?? ''))
      const to = nearestDate(now, monthOf(m[4] ?? ''), numberOf(m[3] ?? ''))
      if (from === null || to === null || to <= from || to - from > 62) return null
      return / i /.test(m[0])
        ? [span(from, from, { fixed: true }), span(to, to, { fixed: true })]
        : span(from, to, { fixed: true })
    },
  },
  {
    // "Przesunmy z 10 na 12 lipca": the second.
    pattern: new RegExp(`(?<=\\bz (?:${N})(?: (?:${MONTHS}))? na )(${N}) (${MONTHS})\\b`, 'g'),
    read: (m, now) => boundedDate(now, undefined, monthOf(m[2] ?? ''), numberOf(m[1] ?? '')),
  },
  {
    pattern: new RegExp(
      `\\b(?:w )?tyg(?:odni\\w*|odzien|\\.)? (?:od|zaczynajac\\w* sie|rozpoczynajac\\w* sie|poczawszy od) (?:dnia |poniedzialku )?(${N})(?: (${MONTHS})|\\.(\\d{1,2}))`,
      'g',
    ),
    read: (m, now) => {
      const day = nearestDate(now, m[3] ? Number(m[3]) : monthOf(m[2] ?? ''), numberOf(m[1] ?? ''))
      return day === null ? null : weekAround(day)
    },
  },
  {
    pattern:
      /(?<![\d.:/,])\b(?:od |miedzy |pomiedzy )?(\d{1,2})\.(0[1-9]|1[0-2])\.? ?(?:-|do|a) ?(\d{1,2})\.(0[1-9]|1[0-2])(?![\d:])/g,
    read: (m, now) =>
      daysBetween(nearestDate(now, Number(m[2]), Number(m[1])), nearestDate(now, Number(m[4]), Number(m[3]))),
  },
  {
    pattern: new RegExp(
      `\\b(?:(${N}),? )?(${N})\\.? (?:lub|albo|czy|badz|ewentualnie) (${N})\\.? (${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) =>
      [m[1], m[2], m[3]].flatMap((date) =>
        date === undefined
          ? []
          : (one(nearestDate(now, monthOf(m[4] ?? ''), numberOf(date)), { fixed: true }) ?? []),
      ),
  },
  {
    pattern: new RegExp(`${BOUND}\\b(${N})${ORDINAL} (${MONTHS})\\b(?: (20\\d\\d))?`, 'g'),
    read: (m, now) => boundedDate(now, m[1], monthOf(m[3] ?? ''), numberOf(m[2] ?? ''), m[4]),
  },
  {
    pattern: /(?<![\d.:/,])\b(\d{1,2})\.? (i{2,3}|iv|vi{1,3}|ix|xi{1,2})\b(?! (?:pietr|klas))/g,
    read: (m, now) => boundedDate(now, undefined, ROMAN.indexOf(m[2] ?? '') + 1, Number(m[1])),
  },
  {
    pattern: new RegExp(
      `${BOUND}(?<![\\d.:/,])(\\d{1,2})[./](\\d{1,2})(?:[./](\\d{4}|\\d{2}))?(?![\\d:])(?!,\\d)(?! ?(?:zl|kw\\b|m2|m\\b|bar|cm|mm|cal|"|lit|pln|st\\b|procent|%|raz|tys|kondygn|mln|l\\b))`,
      'g',
    ),
    read: (m, now, text) => {
      if (
        /\b(?:o|godz|godz\.|godzinie|godzine|godziny|kolo|okolo|g\.)\s*$/.test(
          text.slice(Math.max(0, m.index - 10), m.index),
        ) ||
        (!m[4] && !m[1] && ((m[3]?.length ?? 0) < 2 || m[0].includes('/')))
      )
        return null
      return boundedDate(now, m[1], Number(m[3]), Number(m[2]), m[4])
    },
  },
]

/** Months, their parts, and the weekdays and feasts in them. */
export const monthPhrases: Phrase[] = [
  {
    pattern: new RegExp(
      `\\b(pierwsz|drug|trzeci|ostatni)\\w* (${WEEKDAYS}) (tego miesiaca|miesiaca|przyszlego miesiaca|${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const days = monthSpan(now, namedMonth(m[3] ?? '', now))
      const n = { pierwsz: 1, drug: 2, trzeci: 3 }[m[1] ?? ''] ?? -1
      return days === null ? null : one(nthWeekday(days, weekdayOf(m[2] ?? ''), n), { fixed: true })
    },
  },
  {
    pattern: new RegExp(`\\b(pierwsz|drug)\\w+ polow\\w+ (?:przyszlego miesiaca|miesiaca|${MONTHS})`, 'g'),
    read: (m, now) =>
      partOfMonth(
        now,
        namedMonth(m[0].split(' ').slice(2).join(' '), now),
        m[1] === 'drug' ? 'half 2' : 'half 1',
      ),
  },
  {
    pattern: new RegExp(
      `\\b(?:(do|przed|pod|na|w|z|po|od) )?(?:samego |samym )?(konc(?:a|em|u)|koniec|poczat\\w+|polow\\w+|srodk\\w+|pierwszych dni\\w*|pierwszym tygodniu|pierwszy tydzien|ostatnim tygodniu|ostatnich dni\\w*) (?:w )?(tygodnia|tego tygodnia|miesiaca|tego miesiaca|przyszlego miesiaca|nastepnego miesiaca|roku|${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => partOf(m[1] ?? '', m[2] ?? '', m[3] ?? '', now),
  },
  {
    pattern: new RegExp(
      `\\b(?:przed|po|do|od|w|we|na) (?:samymi |samych )?(?:${HOLIDAYS})\\b|\\b(?:${WEEKDAYS}) (?:zaraz |tuz |od razu )?(?:po|przed) (?:${HOLIDAYS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const [, weekday = '', side = '', name = ''] =
        new RegExp(
          `^(${WEEKDAYS})?(?: zaraz| tuz| od razu)? ?(po|przed|do|od|w|we|na) (?:samymi |samych )?(.+)$`,
        ).exec(m[0]) ?? []
      const holiday = holidayOf(name, now)
      if (holiday === null || /^dlug/.test(name)) return null
      const [first, last] = nextHoliday(holiday, now)
      if (weekday)
        return one(
          side === 'po'
            ? weekdayAfter(last, weekdayOf(weekday))
            : weekdayAfter(first - 8, weekdayOf(weekday)),
          {
            fixed: true,
          },
        )
      if (/^(?:w|we|na)$/.test(side))
        return /^(?:wielk|lany|wigil|sylw)/.test(name) ? span(first, last, { fixed: true }) : null
      const bound = side === 'do' && holiday !== 'christmas eve' ? 'przed' : side
      return { ...onSide(sideOf(bound), span(first, last, { fixed: true })), vague: true }
    },
  },
  {
    pattern: /\b(w |do konca )?(?:przyszlym|nastepnym|przyszlego|nastepnego) miesiac\w+\b/g,
    read: (m, now) => {
      const month = partOfMonth(now, nextMonthOf(now), 'whole')
      return month && m[1]?.startsWith('do') ? onSide('by', month) : month && { ...month, fixed: true }
    },
  },
  {
    pattern: /\b(?:w |jeszcze w )?(?:tym|biezacym) miesiac\w+\b/g,
    read: (_m, now) => partOfMonth(now, now.month, 'whole'),
  },
  {
    pattern: new RegExp(
      `\\b(?:w|(?:pasuje|pasowalby|odpowiada|najlepiej|moze(?: byc)?|raczej|chetnie|dopiero|na)(?: w)?) (${MONTHS})\\b(?! \\d)`,
      'g',
    ),
    read: (m, now) => partOfMonth(now, monthOf(m[1] ?? ''), 'whole'),
  },
]

/** Dates without a month: "po 20-tym", "dwunastego", "dnia 15"; after the months that may be theirs. */
export const nthPhrases: Phrase[] = [
  {
    pattern: new RegExp(
      `${BOUND}\\b(?:(\\d{1,2})-?(?:go|ego|tego|tym|ym|ty)|(\\d{1,2})\\.? ?(?:bm|b\\.m|tego miesiaca|biezacego miesiaca))\\b\\.?(?! (?:pietr|maja|listopada|stycznia|raz|lat))`,
      'g',
    ),
    read: (m, now, _text, earlier) => nth(m[1], Number(m[2] ?? m[3]), now, earlier),
  },
  {
    pattern: new RegExp(
      `${BOUND}(?<!\\b(?:o|kolo|okolo|godzinie|godz\\.?) )\\b((?:dwudziest|trzydziest)(?:ego|ym|y)(?: [a-z]+(?:ego|ym|im|y|gi|ci))?|(?:dziesiat|jedenast|dwunast|trzynast|czternast|pietnast|szesnast|siedemnast|osiemnast|dziewietnast|pierwsz|piat|szost|siodm|osm|dziewiat|czwart)(?:ego|ym)|(?:drug|trzeci)(?:iego|ego|im))${AFTER_DATE}`,
      'g',
    ),
    read: (m, now, _text, earlier) => nth(m[1], numberOf(m[2] ?? ''), now, earlier),
  },
  {
    pattern: /\b(?:dnia|w dniu) (\d{1,2})\b(?![.:]\d)/g,
    read: (m, now, _text, earlier) => nth(undefined, Number(m[1]), now, earlier),
  },
  {
    pattern: /\b(nie wczesniej niz|nie pozniej niz|najpozniej|nie przed|nie po) (\d{1,2})(?=[.,\n]|$)/g,
    read: (m, now, _text, earlier) =>
      monthBase(earlier) === null
        ? null
        : nth(m[1] === 'nie przed' ? 'od' : m[1] === 'nie po' ? 'do' : m[1], Number(m[2]), now, earlier),
  },
]

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']

const namedMonth = (words: string, now: Now): number =>
  /^(?:przyszl|nastepn)/.test(words)
    ? nextMonthOf(now)
    : words.endsWith('miesiaca')
      ? now.month
      : monthOf(words)

/** "Do konca tygodnia", "w polowie lutego", "na poczatku miesiaca". */
function partOf(side: string, words: string, whole: string, now: Now): Atom | null {
  const shut = side === 'do' || side === 'przed'
  const part = /^kon|^ostatn/.test(words) ? 'end' : /^pol|^srod/.test(words) ? 'middle' : 'start'
  if (whole === 'roku')
    return span(shut ? null : (monthSpan(now, 12)?.first ?? null), monthSpan(now, 12)?.last ?? null, {
      fixed: true,
      vague: !shut,
    })
  if (/tygodnia/.test(whole)) {
    const week = weekSpan(now, 0)
    const friday = Math.max(week.to ?? now.day, now.day)
    if (part !== 'end') return null
    if (side === 'po') return span(friday + 1, null, { fixed: true })
    return shut
      ? span(null, friday, { fixed: true })
      : { ...week, from: Math.max(now.day, friday - 1), to: friday }
  }
  const found = partOfMonth(now, namedMonth(whole, now), part)
  if (found === null || !(shut || side === 'po' || side === 'od')) return found
  if (part === 'middle' && shut)
    return span(null, (monthSpan(now, namedMonth(whole, now))?.first ?? now.day) + 14, { fixed: true })
  return onSide(shut ? (side === 'przed' && part === 'start' ? 'before' : 'by') : sideOf(side), found)
}

function nth(side: string | undefined, date: number, now: Now, earlier: Placed<Atom>[]): DayAtom | null {
  const day = nextDate(monthBase(earlier) ?? now.day, date)
  return day === null ? null : onSide(sideOf(side), span(day, day, { fixed: true }))
}

function boundedDate(
  now: Now,
  side: string | undefined,
  month: number,
  date: number,
  year?: string,
): DayAtom | null {
  if (Number.isNaN(date) || month < 1 || month > 12) return null
  const day: Day | null = year
    ? dayOf(Number(year.length === 2 ? `20${year}` : year), month, date)
    : nearestDate(now, month, date)
  return day === null ? null : onSide(sideOf(side), span(day, day, { fixed: true }))
}
