import type { Atom, Phrase } from '../../recognise/time/atoms.ts'
import { type Day, dayOf, type Now, nearestDate } from '../../recognise/time/calendar.ts'
import { nextHoliday } from '../../recognise/time/holidays.ts'
import { numberOf } from '../../recognise/time/numbers.ts'
import {
  daysBetween,
  type MonthPart,
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
} from '../../recognise/time/spans.ts'
import {
  AFTER_DATE,
  BOUND,
  HOLIDAYS,
  holidayOf,
  MONTHS,
  monthOf,
  N,
  NOT_BEFORE,
  NOT_COMING,
  ORDINAL,
  sideOf,
  TO,
  WEEKDAYS,
  weekdayOf,
} from './time-words.ts'

/** In "24 March 3 pm" the date stands before the month, and what follows is a time. */
const NOT_ITS_DATE =
  '(?<!(?:\\d(?:st|nd|rd|th)?|teenth|tieth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: of)? |day of )'
/** A pipe's size or a mark out of ten rather than a date, unless a weekday stands before it. */
const FRACTION = /^(?:[13]\/[48]|1\/[23]|2\/3|5\/8|10\/10)$/
const AFTER_WEEKDAY = new RegExp(`\\b(?:${WEEKDAYS}),? $`)

/** Dates written out or in digits, with and without their month. */
export const datePhrases: Phrase[] = [
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    read: (m) => one(dayOf(Number(m[1]), Number(m[2]), Number(m[3])), { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:week|wk|w\\/c|week commencing|week beginning|week starting)(?: of)? (?:the )?(?:monday )?(?:(${MONTHS})\\.? )?(${N})(?:st|nd|rd|th)?(?: (?:of )?(${MONTHS})\\b)?`,
      'g',
    ),
    read: (m, now) => {
      if (!m[1] && !m[3] && !/^w\/c|commenc|begin|start| of |\d(?:st|nd|rd|th)/.test(m[0])) return null
      const day = dateNear(now, m[1] ?? m[3], numberOf(m[2] ?? ''))
      return day === null ? null : weekAround(day)
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:from )?${NOT_ITS_DATE}(${MONTHS})\\.? (${N})(?:st|nd|rd|th)?${TO}(?:the )?(?:(${MONTHS})\\.? )?(${N})(?:st|nd|rd|th)?\\b`,
      'g',
    ),
    read: (m, now) => dateRange(now, m, [m[1], m[2]], [m[3] ?? m[1], m[4]]),
  },
  {
    pattern: new RegExp(
      `\\b(?:from |between )?(?:the )?(${N})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\.?${TO}(?:the )?(${N})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => dateRange(now, m, [m[2], m[1]], [m[4], m[3]]),
  },
  {
    pattern: new RegExp(
      `\\b(?:from |between )?(?:the )?(\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL})${TO}(?:the )?(\\d{1,2}(?:st|nd|rd|th)|${ORDINAL}|\\d{1,2}(?= (?:of )?(?:${MONTHS})\\b))(?: (?:of )?(${MONTHS})\\b)?`,
      'g',
    ),
    read: (m, now) => dateRange(now, m, [m[3], m[1]], [m[3], m[2]]),
  },
  {
    pattern: new RegExp(
      `\\b(${MONTHS})\\.? (\\d{1,2})(?:st|nd|rd|th)? (?:or|and|&) (?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b`,
      'g',
    ),
    read: (m, now) =>
      [m[2], m[3]].flatMap((date) => one(dateNear(now, m[1], Number(date)), { fixed: true }) ?? []),
  },
  {
    pattern: new RegExp(
      `${BOUND}\\b${NOT_ITS_DATE}(${MONTHS})\\.? (?:the )?(${N})(?:st|nd|rd|th)?\\b(?![:.]\\d)(?:,? (20\\d\\d))?`,
      'g',
    ),
    read: (m, now) => boundedDate(now, m[1], m[2], m[3], m[4]),
  },
  {
    pattern: new RegExp(
      `${BOUND}\\b(?:the )?(${N})(?:st|nd|rd|th)? (?:of )?(${MONTHS})\\b(?:,? (20\\d\\d))?`,
      'g',
    ),
    read: (m, now) => boundedDate(now, m[1], m[3], m[2], m[4]),
  },
  {
    pattern: new RegExp(
      `${BOUND}(?<![\\d/.])(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/])(?! ?(?:inch|in\\b(?! the)|"|hp|ton|turn|cup|full|bath|gal|of|mile|of the))`,
      'g',
    ),
    read: (m, now, text) => {
      const [a, b] = [Number(m[2]), Number(m[3])]
      if (
        (a === 24 && b === 7) ||
        (FRACTION.test(`${a}/${b}`) &&
          !m[1] &&
          !m[4] &&
          !AFTER_WEEKDAY.test(text.slice(Math.max(0, m.index - 12), m.index)))
      )
        return null
      const [month, date] = now.monthFirst !== (now.monthFirst ? a > 12 : b > 12) ? [a, b] : [b, a]
      const year = m[4] ? Number(m[4].length === 2 ? `20${m[4]}` : m[4]) : null
      const day = year ? dayOf(year, month, date) : month <= 12 ? nearestDate(now, month, date) : null
      return day === null ? null : onSide(sideOf(m[1]), span(day, day, { fixed: true }))
    },
  },
]

/** Months, their parts, and the weekdays and feasts in them. */
export const monthPhrases: Phrase[] = [
  {
    pattern: new RegExp(
      `\\b(first|1st|second|2nd|third|3rd|fourth|4th|last) (${WEEKDAYS}) (?:in|of) (the month|this month|next month|${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const days = monthSpan(now, namedMonth(m[3] ?? '', now))
      const n = m[1] === 'last' ? -1 : Number.parseInt(m[1] ?? '', 10) || numberOf(m[1] ?? '')
      return days === null ? null : one(nthWeekday(days, weekdayOf(m[2] ?? ''), n), { fixed: true })
    },
  },
  {
    pattern: new RegExp(
      `\\b(?:(by|before|until|till) )?(?:the )?(end|last (?:two |2 )?weeks?|beginning|start|first (?:two |2 )?weeks?|first part|first days|first few days|middle|early|late|mid)[ -](?:of |in )?(?:the )?(?:(this|next) )?(month|${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) => {
      const month = namedMonth(m[3] ? `${m[3]} ${m[4]}` : (m[4] ?? ''), now)
      const words = m[2] ?? ''
      const part: MonthPart = /^last (?:two|2)/.test(words)
        ? 'last two weeks'
        : /^(?:end|last|late)/.test(words)
          ? 'end'
          : /^mid/.test(words)
            ? 'middle'
            : /two|2/.test(words)
              ? 'two weeks'
              : 'start'
      const found = partOfMonth(now, month, part)
      if (found === null || !m[1]) return found
      const middle = part === 'middle' ? (monthSpan(now, month)?.first ?? 0) + 14 : null
      return middle !== null
        ? span(null, middle, { fixed: true })
        : onSide(m[1] === 'before' && part === 'start' ? 'before' : 'by', found)
    },
  },
  {
    pattern: new RegExp(
      `\\b(first|1st|second|2nd|last) half of (?:the )?(month|next month|${MONTHS})\\b`,
      'g',
    ),
    read: (m, now) =>
      partOfMonth(now, namedMonth(m[2] ?? '', now), /^(?:first|1st)$/.test(m[1] ?? '') ? 'half 1' : 'half 2'),
  },
  {
    pattern: new RegExp(`\\b(in|during|sometime in|any ?time in|mid) (${MONTHS})\\b(?! ?\\d)`, 'g'),
    read: (m, now) => partOfMonth(now, monthOf(m[2] ?? ''), m[1] === 'mid' ? 'middle' : 'whole'),
  },
  { pattern: /\bnext month\b/g, read: (_m, now) => partOfMonth(now, nextMonthOf(now), 'whole') },
  {
    pattern: /\b(?:this month|later in the month)\b(?!'s)/g,
    read: (_m, now) => partOfMonth(now, now.month, 'whole'),
  },
  {
    pattern: /\bbetween (?:christmas|xmas|the holidays) and new ?year'?s?\b/g,
    read: (_m, now) =>
      span(nextHoliday('christmas', now)[1] + 1, nextHoliday("new year's eve", now)[0], { fixed: true }),
  },
  {
    // "The Tuesday after Easter", "the week after Thanksgiving"; "the Tuesday right after" looks back for its feast.
    pattern: new RegExp(
      `\\b(${WEEKDAYS}|week) (?:(?:right |straight |just |immediately )?(before|after|of) (?:the )?(${HOLIDAYS})(?: (?:weekend|holiday|break))?|(?:right|straight|just|immediately) after)\\b`,
      'g',
    ),
    read: (m, now, text) => {
      const name = m[3] ?? lastHolidayIn(text.slice(0, m.index))
      if (name === undefined) return null
      const [first, last] = nextHoliday(holidayOf(name), now)
      const back = m[2] === 'before'
      if (m[1] === 'week') return weekAround(m[2] === 'of' ? first : back ? first - 7 : last + 7)
      return one(
        back ? weekdayAfter(first - 8, weekdayOf(m[1] ?? '')) : weekdayAfter(last, weekdayOf(m[1] ?? '')),
        {
          fixed: true,
        },
      )
    },
  },
  {
    pattern: new RegExp(
      `\\b(by|before|after|until|till|over|on|this side of) (?:the )?(${HOLIDAYS})\\b(?! (?:weekend|week)\\b)`,
      'g',
    ),
    read: (m, now) => {
      if (m[1] === 'over') return null
      const [first, last] = nextHoliday(holidayOf(m[2] ?? ''), now)
      return m[1] === 'on'
        ? span(first, last, { fixed: true })
        : { ...onSide(sideOf(m[1]), span(first, last, { fixed: true })), vague: true }
    },
  },
  {
    pattern:
      /(?<!\b(?:happy|merry) )\b(?:good friday|(?:christmas|new ?year'?s?) eve|easter monday|boxing day|mlk day|columbus day)\b/g,
    read: (m, now) => one(nextHoliday(holidayOf(m[0]), now)[0], { fixed: true }),
  },
]

/** "The 4th", alone or after its weekday; after the days it may follow. */
export const nthPhrases: Phrase[] = [
  {
    pattern: new RegExp(`(?<=\\b(?:${WEEKDAYS}),? (?:the )?)(\\d{1,2})(?:st|nd|rd|th)\\b`, 'g'),
    read: (m, now) => one(nextDate(now.day, Number(m[1])), { fixed: true }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:(on or before|on|${NOT_COMING}by|${NOT_BEFORE}|before|after|until|till|up to|up until|no later than|of|the|for|from|starting) (?:the )?|(?<=[\\n.!?] ?|^))(\\d{1,2}(?:st|nd|rd|th))|(?<=\\d(?:st|nd|rd|th)(?: or |, | & | and ))(?:the )?(\\d{1,2}(?:st|nd|rd|th))|the (fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first))\\b(?! (?!${AFTER_DATE})[a-z])`,
      'g',
    ),
    read: (m, now, _text, earlier) => {
      const date = m[4] ? numberOf(m[4]) : Number.parseInt(m[2] ?? m[3] ?? '', 10)
      const day = nextDate(monthBase(earlier) ?? now.day, date)
      return day === null ? null : onSide(sideOf(m[1]), span(day, day, { fixed: true }))
    },
  },
]

const namedMonth = (words: string, now: Now): number =>
  words.startsWith('next') ? nextMonthOf(now) : words.endsWith('month') ? now.month : monthOf(words)

const lastHolidayIn = (text: string): string | undefined =>
  [...text.matchAll(new RegExp(`\\b(?:${HOLIDAYS})\\b`, 'g'))].at(-1)?.[0]

function dateNear(now: Now, month: string | undefined, date: number): Day | null {
  if (Number.isNaN(date) || date < 1 || date > 31) return null
  return month ? nearestDate(now, monthOf(month), date) : nextDate(now.day, date)
}

/** Month and date of both ends; "the 3rd and 4th" are two days, "between the 3rd and 4th" is a span, "move from the 3rd to the 4th" the second. */
function dateRange(
  now: Now,
  m: RegExpExecArray,
  [month, first]: (string | undefined)[],
  [month2, last]: (string | undefined)[],
): Atom | Atom[] | null {
  const [date, lastDate] = [first, last].map((words) =>
    numberOf((words ?? '').replace(/(\d)(?:st|nd|rd|th)$/, '$1')),
  )
  const from = dateNear(now, month, date ?? Number.NaN)
  if (from === null) return null
  const to = month2 ? dateNear(now, month2, lastDate ?? Number.NaN) : nextDate(from, lastDate ?? Number.NaN)
  if (/ and /.test(m[0]) && !/\bbetween |\bfrom /.test(m[0]) && to !== null)
    return [span(from, from, { fixed: true }), span(to, to, { fixed: true })]
  return daysBetween(from, to)
}

function boundedDate(
  now: Now,
  side: string | undefined,
  month: string | undefined,
  date: string | undefined,
  year: string | undefined,
): Atom | null {
  const n = numberOf(date ?? '')
  if (Number.isNaN(n) || !month) return null
  const day = year ? dayOf(Number(year), monthOf(month), n) : nearestDate(now, monthOf(month), n)
  return day === null ? null : onSide(sideOf(side), span(day, day, { fixed: true }))
}
